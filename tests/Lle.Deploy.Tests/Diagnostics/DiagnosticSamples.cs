using System.Reflection;
using System.Text.RegularExpressions;
using Lle.Deploy.Diagnostics;

namespace Lle.Deploy.Tests.Diagnostics;

/// <summary>Every diagnostic of the engine's catalog, made with placeholders for its parameters, in each of its variants.</summary>
internal static class DiagnosticSamples
{
    private const string Word = "PLACEHOLDER";
    private const int Number = 4711;

    public static IReadOnlyList<(string Method, Diagnostic Diagnostic)> All { get; } =
    [
        .. from method in typeof(DiagnosticCatalog).GetMethods(BindingFlags.Public | BindingFlags.Static)
           where method.ReturnType == typeof(Diagnostic)
           from text in new[] { Word, "", "~/" + Word }
           from flag in new[] { true, false }
           from number in new[] { 1, Number }
           select (method.Name, (Diagnostic)method.Invoke(
               null, [.. method.GetParameters().Select(p => Value(p.ParameterType, text, flag, number))])!),
    ];

    /// <summary>What the text of such a diagnostic may be when the placeholders have values.</summary>
    public static Regex PatternOf(Diagnostic diagnostic)
    {
        var pattern = Regex.Escape(diagnostic.Text).Replace(Regex.Escape("~/" + Word), ".*").Replace(Word, ".*");
        return new Regex($"^{Regex.Replace(pattern, $@"{Number}(000)?(\\\.0)?", "[0-9., ]+")}\\.?$");
    }

    private static object Value(Type type, string text, bool flag, int number) =>
        type == typeof(string) ? text
        : type == typeof(bool) ? flag
        : type == typeof(int) ? number
        : type == typeof(long) ? (long)number
        : type == typeof(double) ? (double)number
        : type == typeof(TimeSpan) ? TimeSpan.FromSeconds(Number)
        : type == typeof(Severity) ? Severity.Error
        : type == typeof(IEnumerable<string>) ? Enumerable.Repeat(Word, text.StartsWith('~') ? 0 : number == 1 ? 1 : 2)
        : type == typeof(Diagnostic) ? new Diagnostic(Word, Severity.Error, Location.None, Word, Word)
        : throw new NotSupportedException($"A diagnostic takes plain values, not {type}.");
}
