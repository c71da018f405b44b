using System.Text;
using Lle.Deploy.Configuration;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Options;
using Lle.Deploy.Posix;
using Lle.Deploy.Processes;
using Lle.Deploy.Text;

namespace Lle.Deploy.Operations;

/// <summary>Asks the Validate command of a configuration file whether it accepts the staged file.</summary>
internal static class ConfigValidation
{
    private const int ShownOutput = 500;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    /// <param name="staged">The file that the command reads.</param>
    /// <param name="path">Where it is to be installed: the path that messages name.</param>
    /// <exception cref="DeploymentException">LLE1527.</exception>
    public static void Run(DeploymentOptions options, ConfigFile file, string staged, string path, CancellationToken cancellation)
    {
        var words = file.Validate.Select(word => word.Replace("@FILE@", staged, StringComparison.Ordinal)).ToList();
        var program = Find(words[0]) ?? throw Refused("the program was not found in " + SafeEnvironment.Path);
        using var folder = new PrivateFolder(runAs: RunAs.Of(staged));
        var request = folder.Request(program, words[1..]) with { TimeLimit = Limit, OutputLimit = 1 << 16 };
        var result = Launcher.Run(request, cancellation);
        if (result.Succeeded)
        {
            return;
        }

        var said = OneLine.Escape(Encoding.UTF8.GetString([.. result.Errors, .. result.Output]).Trim()
            .Replace(staged, path, StringComparison.Ordinal));
        throw Refused(result.Outcome switch
        {
            LaunchOutcome.TimedOut => $"it did not end within {Limit.TotalSeconds} seconds",
            LaunchOutcome.NotStarted => Errno.Describe(result.ErrorNumber),
            LaunchOutcome.Signalled => $"it was ended by signal {result.Signal}",
            _ => $"exit code {result.ExitCode}: {(said.Length > ShownOutput ? said[..ShownOutput] + "…" : said)}",
        });

        DeploymentException Refused(string reason) =>
            new(DiagnosticCatalog.ConfigFileRefused(path, string.Join(' ', file.Validate), reason));
    }

    private static string? Find(string program) => program.Contains('/', StringComparison.Ordinal) ? program
        : SafeEnvironment.Path.Split(':').Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);
}
