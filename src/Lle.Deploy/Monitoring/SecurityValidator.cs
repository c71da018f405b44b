using System.Text;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Processes;
using Lle.Deploy.Text;

namespace Lle.Deploy.Monitoring;

/// <summary>Runs the installed validate_security.sh: the script an operator will run later has to agree now.</summary>
internal static class SecurityValidator
{
    /// <param name="say">Gets what the script prints, line by line.</param>
    public static void Check(string script, Action<string> say, CancellationToken cancellation)
    {
        var result = Launcher.Run(new LaunchRequest(
            "/bin/sh", [script])
        { As = RunAs.Of(script), OutputLimit = 16384, TimeLimit = TimeSpan.FromSeconds(30) }, cancellation);
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
