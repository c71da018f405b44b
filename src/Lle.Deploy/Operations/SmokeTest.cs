using System.Text;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Measurements;
using Lle.Deploy.Options;
using Lle.Deploy.Posix;
using Lle.Deploy.Processes;
using Lle.Deploy.Text;

namespace Lle.Deploy.Operations;

/// <summary>One launch that must end by itself with 0: the least a program has to do to be worth the next step.</summary>
internal static class SmokeTest
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    /// <param name="path">What is started.</param>
    /// <param name="argv0">The name it is called by: a multi-call binary reads it.</param>
    /// <param name="shownPath">The path messages name.</param>
    public static void Run(string path, string argv0, string shownPath, DeploymentOptions options, CancellationToken cancellation) =>
        Run(path, argv0, shownPath, options.StartupPlan, cancellation);

    /// <summary>Every further program of the payload.</summary>
    /// <param name="folder">What their paths are relative to; null: each is started where it is installed.</param>
    /// <param name="shown">The folder that messages name; null: where each is installed.</param>
    public static void RunOthers(DeploymentOptions options, string? folder, string? shown, CancellationToken cancellation)
    {
        foreach (var program in options.Programs)
        {
            var installed = options.PathOf(program);
            var path = folder is null ? installed : Path.Combine(folder, program.Path);
            Run(path, installed, shown is null ? installed : Path.Combine(shown, program.Path), options.StartupPlanOf(program),
                cancellation);
        }
    }

    private static void Run(string path, string argv0, string shownPath, StartupPlan plan, CancellationToken cancellation)
    {
        using var folder = new PrivateFolder(runAs: RunAs.Of(path));
        var request = folder.Request(path, plan.Arguments);
        var result = Launcher.Run(
            request with
            {
                Argv0 = argv0,
                TimeLimit = Limit,
                OutputLimit = 2048,
                Environment = RunVariables.Add(request.Environment, plan.Environment, path),
            }, cancellation);
        if (result.Outcome == LaunchOutcome.Exited && result.ExitCode == plan.ExitCode)
        {
            return;
        }

        var arguments = string.Join(' ', plan.Arguments.Select(a => a.Contains(' ', StringComparison.Ordinal) ? $"\"{a}\"" : a));
        var said = OneLine.Escape(Encoding.UTF8.GetString([.. result.Errors, .. result.Output]).Trim());
        if (result.Outcome == LaunchOutcome.NotStarted)
        {
            throw new ProgramNotStartedException(shownPath, Errno.Describe(result.ErrorNumber));
        }

        throw new DeploymentException(result.Outcome switch
        {
            LaunchOutcome.TimedOut => DiagnosticCatalog.BinaryHangs(shownPath, arguments, Limit.TotalSeconds),
            LaunchOutcome.Signalled => DiagnosticCatalog.BinaryCrashes(shownPath, arguments, Signals.Name(result.Signal), said),
            _ => DiagnosticCatalog.BinaryFails(shownPath, arguments, result.ExitCode, plan.ExitCode, said),
        });
    }
}
