using Lle.Deploy.Backups;
using Lle.Deploy.Deployments;
using Lle.Deploy.Measurements;
using Lle.Deploy.Probes;
using Lle.Deploy.Text;

namespace Lle.Deploy.Readiness;

/// <summary>Reads findings out of what a deployment has already measured, so that no point costs a second measurement.</summary>
internal static class RecordFindings
{
    public static Finding Phase(DeploymentRecord record, Phase wanted)
    {
        var name = wanted.Name;
        var phase = record.Phases.Find(candidate => candidate.Number == wanted.Number);
        return phase switch
        {
            null => Finding.NotMeasured($"phase {name} has not run"),
            { Outcome: PhaseOutcome.Passed } => Finding.Passed($"phase {phase.Number} {name} passed"),
            { Outcome: PhaseOutcome.Degraded } => Finding.Failed($"phase {phase.Number} {name}: degraded"),
            _ => Finding.Failed($"phase {phase.Number} {name}: failed"),
        };
    }

    public static Finding InstalledBinary(DeploymentRecord record) => record.Sha256 is { Length: > 0 } hash
        ? Finding.Passed($"{record.Layout.Binary} holds the verified bytes, SHA-256 {hash}")
        : Finding.NotMeasured("no hash of the installed binary was recorded");

    public static Finding Launches(DeploymentRecord record) => record.Startup is { Wall.Count: > 0 } startup
        ? Finding.Passed($"{startup.Wall.Count} launches all exited with 0")
        : Finding.NotMeasured("the installed binary was not launched");

    public static Finding Configuration(DeploymentRecord record)
    {
        var file = record.Files.FirstOrDefault(candidate => candidate.Path == record.Layout.Configuration);
        return file switch
        {
            _ when !record.HasConfiguration => Finding.NotExpected("the payload has no configuration template"),
            null => Finding.NotMeasured($"{Path.GetFileName(record.Layout.Configuration)} is not among the recorded files"),
            { Change: ChangeKind.Removed } => Finding.Failed($"{file.Path} was removed"),
            { Sha256.Length: > 0 } => Finding.Passed($"{file.Path} is installed, SHA-256 {file.Sha256}"),
            _ => Finding.NotMeasured($"{file.Path} has no recorded hash"),
        };
    }

    public static Finding Permissions(DeploymentRecord record)
    {
        if (record.Permissions.Count == 0)
        {
            return Finding.NotMeasured("no permission was looked at");
        }

        var wrong = record.Permissions.FindAll(permission => !permission.Passed);
        return wrong.Count == 0
            ? Finding.Passed($"{record.Permissions.Count} paths have the expected mode and owner")
            : Finding.Failed(string.Join(", ", wrong.Select(each => $"{each.Path} is {each.Found}, expected {each.Expected}")));
    }

    public static Finding Startup(DeploymentRecord record) => record.Startup is { Wall.Count: > 0 } startup
        ? Budget("start-up", startup.Wall, startup.Budget, record.Budgets.MaxStartupMicroseconds)
        : Finding.NotMeasured("start-up time");

    public static Finding Response(DeploymentRecord record)
    {
        if (!record.Budgets.MeasuresResponse)
        {
            return Finding.Passed("no response time is expected of it (LleMeasureResponse=false)");
        }

        var gating = new[] { record.PipeResponse, record.TerminalResponse }.FirstOrDefault(response => response is { Gating: true });
        return gating is { RoundTrip.Count: > 0 }
            ? Budget(gating.Mode == ResponseMode.Terminal ? "response (terminal)" : "response (pipe)", gating.RoundTrip, gating.Budget,
                record.Budgets.MaxResponseMicroseconds)
            : Finding.NotMeasured("response time");
    }

    public static Finding Probes(DeploymentRecord record)
    {
        if (record.Probes.Count == 0)
        {
            return Finding.NotMeasured("no probe has run");
        }

        var failed = record.Probes.FindAll(probe => probe.Outcome == ProbeOutcome.Failed);
        if (failed.Count > 0)
        {
            return Finding.Failed(string.Join("; ", failed.Select(probe => $"probe {probe.Name}: {probe.Evidence}")));
        }

        var warnings = record.Probes.FindAll(probe => probe.Outcome == ProbeOutcome.Warning);
        return Finding.Passed(warnings.Count == 0
            ? $"{record.Probes.Count} probes passed"
            : $"{record.Probes.Count - warnings.Count} of {record.Probes.Count} probes passed, with a warning: " +
                $"{string.Join(", ", warnings.Select(probe => probe.Name))}");
    }

    /// <summary>A backup counts once its manifest stands and, where it holds files, some of them were restored on trial.</summary>
    public static Finding Backup(DeploymentRecord record) => record.Backup switch
    {
        null => Finding.NotMeasured("no backup was taken"),
        { Restorable: > 0, Rehearsed: 0 } backup =>
        Finding.Failed($"{backup.Path}: {backup.Restorable} files, none of them restored on trial"),
        { Restorable: 0 } backup => Finding.Passed($"{backup.Path} is complete: nothing was installed before"),
        { } backup => Finding.Passed($"{backup.Path}: {backup.Files} files, {backup.Rehearsed} restored into scratch and compared"),
    };

    public static Finding Logging(DeploymentRecord record) => (record.LogPath, record.AuditHead) switch
    {
        (null or "", _) => Finding.NotMeasured("no deployment log"),
        (_, null or "") => Finding.NotMeasured("no audit log"),
        var (log, head) => Finding.Passed($"{log} is written; the audit log ends in {head}"),
    };

    /// <summary>A person's view: a live session took commands and answered them. Of a program without sessions the probes are all there
    /// is.</summary>
    public static Finding LiveSession(DeploymentRecord record)
    {
        if (!record.Budgets.MeasuresResponse)
        {
            return Probes(record);
        }

        var session = new[] { record.TerminalResponse, record.PipeResponse }.FirstOrDefault(
            response => response is { RoundTrip.Count: > 0 });
        return session is null
            ? Finding.NotMeasured("no live session was held")
            : Finding.Passed($"a live session ({(session.Mode == ResponseMode.Terminal ? "terminal" : "pipe")}) answered " +
                $"{session.RoundTrip.Count} commands, median {Microseconds.Of(session.RoundTrip.Median)}");
    }

    private static Finding Budget(string what, StatisticsRecord statistics, BudgetOutcome? outcome, double budget)
    {
        var pair = Microseconds.Pair(statistics.Median, budget);
        var evidence = $"{what} median {pair.Figure} of {statistics.Count} runs, budget {pair.Limit}";
        return outcome switch
        {
            BudgetOutcome.Met => Finding.Passed($"{evidence}: met"),
            BudgetOutcome.WithinTolerance => Finding.Failed($"{evidence}: missed, within tolerance"),
            BudgetOutcome.Missed => Finding.Failed($"{evidence}: missed"),
            _ => Finding.Failed($"{evidence}: not judged"),
        };
    }
}
