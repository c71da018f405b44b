using Lle.Deploy.Diagnostics;

namespace Lle.Deploy.Tasks.Logging;

/// <summary>Where the package explains its diagnostics: pages beside the assembly, so that a link works without a network.</summary>
internal static class DiagnosticPages
{
    // tasks/net10.0 of the package, or the folder of an architecture in it.
    private static readonly string Folder = Find(Path.GetDirectoryName(typeof(DiagnosticPages).Assembly.Location) ?? "/");

    private static string Find(string assemblies)
    {
        var near = Path.GetFullPath(Path.Combine(assemblies, "..", "..", "docs", "diagnostics"));
        return Directory.Exists(near) ? near : Path.GetFullPath(Path.Combine(assemblies, "..", "..", "..", "docs", "diagnostics"));
    }

    /// <returns>The address of the code's section; null where the pages are not beside the assembly (a build of the repository
    /// itself).</returns>
    public static string? Link(string code)
    {
        var page = Path.Combine(Folder, $"{code[..5]}xx.md");
        return File.Exists(page) ? $"{new Uri(page).AbsoluteUri}#{code.ToLowerInvariant()}" : null;
    }
}
