using Lle.Deploy.Diagnostics;

namespace Lle.Deploy.Monitoring;

/// <summary>The shell of the installed scripts. A root with nothing but the program has none; the engine then makes their checks
/// itself.</summary>
internal static class TargetShell
{
    public const string Path = "/bin/sh";

    public static bool Exists => File.Exists(Path);

    /// <returns>A warning that a script was installed and not run; null: it can be run.</returns>
    public static Diagnostic? Missing(string script) => Exists ? null : DiagnosticCatalog.ScriptNotRun(script);
}
