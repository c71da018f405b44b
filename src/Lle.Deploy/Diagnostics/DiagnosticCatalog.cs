namespace Lle.Deploy.Diagnostics;

/// <summary>
/// Every diagnostic of the engine: one method a code, one file a page of docs/diagnostics, in the order of the numbers. A code is never
/// reused, and each has a section in docs/diagnostics (a test checks it). The parameters are plain values, so that every layer can raise
/// one. A remedy names an option by its name alone: each front end has its own syntax for setting it.
/// </summary>
internal static partial class DiagnosticCatalog
{
    private static Diagnostic Error(string code, Location location, string message, string remedy) =>
        new(code, Severity.Error, location, message, remedy);

    private static Diagnostic Warning(string code, Location location, string message, string remedy) =>
        new(code, Severity.Warning, location, message, remedy);

    /// <summary>The first few: a list of thousands helps no one.</summary>
    private static string Listed(IEnumerable<string> names)
    {
        const int Shown = 10;
        var all = names.ToList();
        var more = all.Count > Shown ? $" and {all.Count - Shown} more" : "";
        return all.Count == 0 ? "(none)" : string.Join(", ", all.Take(Shown)) + more;
    }

    private static string Said(string text) => text.Length == 0 ? "nothing" : text;
}
