using System.Text.RegularExpressions;

namespace Lle.Deploy.Tests.Diagnostics;

/// <summary>The sources of the diagnostics: which codes there are, which methods make them, and which files raise them.</summary>
internal static partial class DiagnosticSources
{
    private static readonly string Engine = Path.Combine(Repository.Root, "src", "Lle.Deploy", "Diagnostics");

    /// <summary>The catalog of the engine, and the small ones of the front ends.</summary>
    private static readonly string[] Catalogs = [.. CSharp().Where(IsCatalog)];

    /// <summary>Each method of a catalog, as the class and the name that raise it, with its codes.</summary>
    public static IReadOnlyList<(string Call, string[] Codes)> Methods { get; } =
    [
        .. from path in Catalogs
           from Match method in Method().Matches(File.ReadAllText(path))
           let codes = CodeLiteral().Matches(method.Value).Select(match => match.Groups[1].Value).Distinct().ToArray()
           select ($"{ClassOf(path)}.{method.Groups[1].Value}", codes),
    ];

    /// <summary>What is raised by targets and scripts instead of C#.</summary>
    public static IReadOnlyList<string> CodesOutsideCSharp { get; } =
    [
        .. Files("build").Concat(Files("src"))
            .Where(path => Path.GetExtension(path) is ".targets" or ".props" or ".py" or ".yml" or ".sh")
            .SelectMany(path => AnyCode().Matches(File.ReadAllText(path)).Select(match => match.Value))
            .Distinct(),
    ];

    public static IReadOnlyList<string> Codes { get; } =
        [.. Methods.SelectMany(method => method.Codes).Concat(CodesOutsideCSharp).Distinct().Order()];

    /// <summary>What the C# that is not a catalog raises, as "class.method".</summary>
    public static IReadOnlySet<string> Raised { get; } = CSharp().Where(path => !IsCatalog(path))
        .SelectMany(path => Mention().Matches(File.ReadAllText(path)).Select(match => match.Value)).ToHashSet();

    public static string[] Pages { get; } =
        [.. Directory.GetFiles(Path.Combine(Repository.Root, "docs", "diagnostics"), "LLE*.md").Order()];

    private static IEnumerable<string> CSharp() => Files("src").Where(path => path.EndsWith(".cs", StringComparison.Ordinal));

    private static string[] Files(string folder) =>
        Directory.GetFiles(Path.Combine(Repository.Root, folder), "*", SearchOption.AllDirectories);

    private static bool IsCatalog(string path) =>
        path.StartsWith(Engine, StringComparison.Ordinal) || Path.GetFileName(path).EndsWith("Diagnostics.cs", StringComparison.Ordinal);

    private static string ClassOf(string path) => Path.GetFileName(path).Split('.')[0];

    [GeneratedRegex(@"public static Diagnostic (\w+)\((?:.|\n)*?;\n", RegexOptions.CultureInvariant)]
    private static partial Regex Method();

    [GeneratedRegex(@"\b\w*(Catalog|Diagnostics)\.\w+")]
    private static partial Regex Mention();

    [GeneratedRegex("\"(LLE[0-9]{4})\"")]
    private static partial Regex CodeLiteral();

    [GeneratedRegex("LLE[0-9]{4}")]
    private static partial Regex AnyCode();
}
