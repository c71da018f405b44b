using System.Text;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Installed;
using Lle.Deploy.Processes;
using Lle.Deploy.Text;

namespace Lle.Deploy.Monitoring;

/// <summary>Runs the installed validate_security.sh: the script an operator will run later has to agree now.</summary>
internal static class SecurityValidator
{
    /// <summary>More than this is not read again by the script in a deployment, which has hashed it itself: sha256sum takes several times
    /// as long, in one thread.</summary>
    private const long Much = 64 << 20;

    private const int BytesASecond = 20 << 20;
    private const string Quick = "--quick";

    /// <param name="bytes">What the list of checksums names; the script's time grows with it.</param>
    /// <param name="say">Gets what the script prints, line by line.</param>
    public static void Check(string script, long bytes, Action<string> say, CancellationToken cancellation)
    {
        // A script of an earlier version reads everything, whatever it is told.
        string[] words = bytes > Much && InstalledState.TryReadText(script)?.Contains(Quick, StringComparison.Ordinal) == true
            ? [script, Quick] : [script];
        var result = Launcher.Run(new LaunchRequest("/bin/sh", words)
        {
            As = RunAs.Of(script),
            OutputLimit = 16384,
            TimeLimit = TimeSpan.FromSeconds(30 + (bytes / BytesASecond)),
        }, cancellation);
        if (words.Length > 1)
        {
            say($"validate_security.sh {Quick}: the engine itself compares the checksums of the {bytes >> 20} MiB that are installed");
        }

        foreach (var line in Encoding.UTF8.GetString(result.Output).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            say($"validate_security.sh: {line}");
        }

        if (!result.Succeeded)
        {
            var said = OneLine.Escape(Encoding.UTF8.GetString([.. result.Errors, .. result.Output]).Trim());
            throw new DeploymentException(DiagnosticCatalog.SecurityValidatorFailed(script, said));
        }
    }
}
