using Lle.Deploy.Backups;
using Lle.Deploy.Configuration;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Installed;
using Lle.Deploy.Layout;
using Lle.Deploy.Logging;
using Lle.Deploy.Measurements;
using Lle.Deploy.Monitoring;
using Lle.Deploy.Options;
using Lle.Deploy.Probes;
using Lle.Deploy.Processes;
using Lle.Deploy.Readiness;
using Lle.Deploy.Reporting;
using Lle.Deploy.Sessions;
using Lle.Deploy.Text;
using Lle.Deploy.Transactions;

namespace Lle.Deploy.Operations;

/// <summary>Looks at an installed system when no deployment has just done so. Each look is made at most once, and changes nothing but the
/// monitor's own logs.</summary>
internal sealed class InstalledChecks(DeploymentOptions options, OperationListener listener, CancellationToken cancellation)
{
    private readonly Lazy<Finding> performance = new(() => MeasurePerformance(options, cancellation));
    private readonly TargetLayout layout = options.Layout;

    /// <summary>What was found on the way and speaks against no check.</summary>
    public List<Diagnostic> Warnings { get; } = [];

    public Finding Binary()
    {
        SmokeTest.Run(layout.Binary, layout.Binary, layout.Binary, options, cancellation);
        SmokeTest.RunOthers(options, null, null, cancellation);
        return Finding.Passed(string.Join(", ", options.Programs.Select(options.PathOf).Prepend(layout.Binary)) +
            (options.Programs.Count == 0 ? " answers" : " answer"));
    }

    public Finding Configuration()
    {
        if (InstalledState.TryReadText(layout.Configuration) is not { } text)
        {
            return PathState.Capture(ManagedFiles.DefaultOf(layout, layout.Configuration)).Exists
                ? Finding.Failed($"{layout.Configuration} is missing")
                : Finding.NotExpected("no configuration was deployed");
        }

        ConfigRules.Check(ConfigDocument.Parse(text, layout.Configuration), options.ConfigRules);
        return Finding.Passed($"{layout.Configuration} keeps {options.ConfigRules.Count} rules");
    }

    public Finding Security()
    {
        var wrong = PermissionAudit.Run(layout, options.EffectiveOwner, options.Group).Where(p => !p.Passed)
            .Select(p => DiagnosticCatalog.PermissionWrong(p.Path, p.Found, p.Expected))
            .Concat(InstalledIntegrity.Check(layout))
            .ToList();
        if (wrong.Count > 0)
        {
            return Finding.Failed(wrong);
        }

        var audit = Logging();
        if (!audit.Holds)
        {
            return audit;
        }

        if (!TargetShell.Exists)
        {
            return Finding.Passed($"modes, owners and checksums agree (scripts not run: no /bin/sh); {audit.Evidence}");
        }

        SecurityValidator.Check(layout.SecurityValidator, InstalledIntegrity.Bytes(layout), _ => { }, cancellation);
        return Finding.Passed($"modes, owners, checksums and {layout.SecurityValidator} agree; {audit.Evidence}");
    }

    public Finding Performance() => performance.Value;

    public Finding Integration() => Probe(options.DefaultProbes ? [.. DefaultProbes.Integration, .. options.Probes] : options.Probes);

    public Finding UserExperience() =>
        options.MeasureResponse && options.DefaultProbes ? Probe(DefaultProbes.UserExperience) : Integration();

    public Finding Monitoring()
    {
        if (!TargetShell.Exists)
        {
            // What the monitor asks first.
            return Binary();
        }

        var result = Launcher.Run(MonitoringRun.Request(layout.Monitor, "all"), cancellation);
        var problems = MonitoringRun.Judge(layout.Monitor, result);
        return problems.Count == 0 ? Finding.Passed($"{layout.Monitor} all: healthy") : Finding.Failed(problems);
    }

    /// <summary>The backup that LleRollback would use, read again from the first byte to the last.</summary>
    public Finding Backup()
    {
        if (CommittedTransaction.Read(layout) is not [.., var last] || last.Header.Backup is not { } folder)
        {
            return Finding.Failed("no deployment can be rolled back");
        }

        var backup = Backups.Backup.Open(folder);
        var problems = backup.Verify(listener.OfVerification(backup), cancellation);
        return problems.Count == 0
            ? Finding.Passed($"{backup.Folder}: {backup.Files} files are what the manifest says")
            : Finding.Failed(problems);
    }

    public Finding Logging()
    {
        var audit = AuditLog.Verify(layout.AuditLog, KnownHead());
        return audit.Whole
            ? Finding.Passed($"{layout.AuditLog}: the chain of {audit.Lines} lines is whole")
            : Finding.Failed(audit.Diagnostics.Where(d => d.Severity == Severity.Error));
    }

    /// <summary>The head that the deployment in force noted in its result: a log that was truncated behind it no longer has that
    /// line.</summary>
    private string? KnownHead()
    {
        var state = InstalledState.Read(layout, _ => { });
        var result = state is null ? null : layout.Result(state.DeploymentId);
        try
        {
            return result is not null && InstalledState.TryReadBytes(result) is { } json ? ResultJson.Read(json, result).AuditHead : null;
        }
        catch (DeploymentException damaged)
        {
            // A report that cannot be read says nothing against what is installed.
            Warnings.AddRange(damaged.Diagnostics.Select(d => d.AsWarning()));
            return null;
        }
    }

    private Finding Probe(IReadOnlyList<Probe> probes)
    {
        if (probes.Count == 0)
        {
            return Finding.NotMeasured("there is no probe");
        }

        var report = ProbeRunner.Run(layout.Binary, null, probes, options.StrictProbes, options.RunEnvironment, cancellation);
        return report.Passed
            ? Finding.Passed($"{report.Records.Count} probes: " +
                $"{string.Join(", ", report.Records.Select(r => $"{r.Name} {Words.Of(r.Outcome)}"))}")
            : Finding.Failed(report.Diagnostics.Where(d => d.Severity == Severity.Error));
    }

    private static Finding MeasurePerformance(DeploymentOptions options, CancellationToken cancellation)
    {
        var judge = new BudgetJudge(options.Budgets);
        var startup = StartupMeasurement.Measure(options.Layout.Binary, options.StartupPlan, cancellation);
        var missed = new List<Diagnostic?> { judge.Startup(startup) };
        var evidence = $"start-up {Microseconds.Of(startup.Wall.Median)}";
        foreach (var program in options.Programs)
        {
            var one = StartupMeasurement.Measure(options.PathOf(program), options.StartupPlanOf(program), cancellation);
            missed.Add(judge.Startup(one, program));
            evidence += $", {program.Item} {Microseconds.Of(one.Wall.Median)}";
        }

        if (options.MeasureResponse)
        {
            var outcome = ResponseMeasurement.Measure(options.Layout.Binary, options.ResponsePlan, cancellation);
            outcome.Record.Gating = true;
            missed.Add(judge.Response(outcome.Record));
            evidence += $", response {Microseconds.Of(outcome.Record.RoundTrip.Median)} ({Words.Of(outcome.Record.Mode)})";
        }

        var problems = missed.OfType<Diagnostic>().ToList();
        return problems.Count == 0 ? Finding.Passed(evidence) : Finding.Failed(problems);
    }
}
