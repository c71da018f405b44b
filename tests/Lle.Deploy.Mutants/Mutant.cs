using System.Text.Json;
using System.Text.Json.Serialization;

namespace Lle.Deploy.Mutants;

/// <summary>
/// One change of the engine that its tests must find. All mutants are compiled into one copy of the engine, each behind a condition that
/// holds only in the run that is about it: a hundred of them cost one build.
/// </summary>
/// <param name="Number">Counts from 1.</param>
/// <param name="Area">What it is about, for the table.</param>
/// <param name="What">What the changed engine does.</param>
/// <param name="File">From the root of the repository.</param>
/// <param name="Text">Stands in the file exactly once, when the mutants before this one are in place.</param>
/// <param name="With">Takes its place; <c>{m}</c> is the condition that holds for this mutant only.</param>
/// <param name="Project">The test project that must find it.</param>
/// <param name="Tests">Which of its tests: parts of full names, separated by |.</param>
internal sealed record Mutant(int Number, string Area, string What, string File, string Text, string With, string Project, string Tests)
{
    public const string Condition = "{m}";

    /// <summary>The environment variable that says which mutant is alive.</summary>
    public const string Variable = "LIVING_MUTANT";

    public static IReadOnlyList<Mutant> Read(string path) =>
        JsonSerializer.Deserialize(System.IO.File.ReadAllBytes(path), MutantContext.Default.ListMutant)!;

    /// <returns>null: the text is not there exactly once.</returns>
    public string? In(string source)
    {
        var at = source.IndexOf(Text, StringComparison.Ordinal);
        return at < 0 || source.IndexOf(Text, at + 1, StringComparison.Ordinal) >= 0 || !With.Contains(Condition, StringComparison.Ordinal)
            ? null
            : $"{source[..at]}{With.Replace(Condition, $"global::Lle.Deploy.LivingMutant.Is({Number})", StringComparison.Ordinal)}"
                + source[(at + Text.Length)..];
    }

    /// <summary>As <c>dotnet test --filter</c> takes it.</summary>
    public string Filter => string.Join('|', Tests.Split('|').Select(test => $"FullyQualifiedName~{test}"));
}

[JsonSourceGenerationOptions(PropertyNameCaseInsensitive = true, RespectNullableAnnotations = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(List<Mutant>))]
internal sealed partial class MutantContext : JsonSerializerContext;
