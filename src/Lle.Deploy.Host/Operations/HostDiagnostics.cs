using Lle.Deploy.Diagnostics;

namespace Lle.Deploy.Host.Operations;

/// <summary>What only a command on the target can find. The engine's own diagnostics are in its catalog; the numbers are one
/// series.</summary>
internal static class HostDiagnostics
{
    public static Diagnostic InstallationNotFound(IEnumerable<string> prefixes) =>
        Error("LLE2243", $"No installation was found in {string.Join(", ", prefixes)}",
            "Name its prefix with LleInstallPrefix, and its data directory with LleDataDir if that is elsewhere");

    public static Diagnostic InstallationAmbiguous(IEnumerable<string> found) =>
        Error("LLE2244", $"There are several installations: {string.Join(", ", found)}",
            "Name one with LleName, and its prefix with LleInstallPrefix");

    private static Diagnostic Error(string code, string message, string remedy) =>
        new(code, Severity.Error, Location.None, message, remedy);
}
