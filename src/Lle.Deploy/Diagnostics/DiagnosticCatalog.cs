namespace Lle.Deploy.Diagnostics;

/// <summary>
/// Every diagnostic there is: one method a code, one file a page of docs/diagnostics, in the order of the numbers. A code is never reused, and
/// each has a section in docs/diagnostics (a test holds the two together). The parameters are plain values, so that every layer can raise one.
/// </summary>
internal static partial class DiagnosticCatalog
{
    private static Diagnostic Error(string code, Location location, string message, string remedy) =>
        new(code, Severity.Error, location, message, remedy);

    private static Diagnostic Warning(string code, Location location, string message, string remedy) =>
        new(code, Severity.Warning, location, message, remedy);

    private static string Listed(IEnumerable<string> names) => string.Join(", ", names) is { Length: > 0 } list ? list : "(there is none)";

    private static string Said(string text) => text.Length == 0 ? "nothing" : text;
}
