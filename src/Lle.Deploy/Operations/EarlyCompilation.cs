using System.Runtime.CompilerServices;
using Lle.Deploy.Backups;
using Lle.Deploy.Deployments;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Measurements;
using Lle.Deploy.Probes;
using Lle.Deploy.Readiness;
using Lle.Deploy.Reporting;
using Lle.Deploy.Reporting.Html;
using Lle.Deploy.Sessions;
using Lle.Deploy.Transactions;

namespace Lle.Deploy.Operations;

/// <summary>
/// A deployment is one short process, and much of what it does at its end it does once: compiling that took longer than doing it. So while
/// the first phases wait for disk and programs, another processor runs the code of the reports and the statistics, on made-up records; its
/// results are not shown.
/// </summary>
internal static class EarlyCompilation
{
    /// <summary>What the report of every deployment needs, also of one that changes nothing.</summary>
    /// <returns>Ends before anything is measured; see docs/performance.md for what it saves. Ahead-of-time builds have nothing to
    /// compile.</returns>
    public static Task OfEveryReport() => Start(() => new DeploymentRecord
    {
        Status = DeploymentStatus.Unchanged,
        History = [new HistoryRecord { StartupMicroseconds = 1, ResponseMicroseconds = 1 }],
        Diagnostics = [new DiagnosticRecord { Code = "LLE0000", Severity = Severity.Warning }],
        LogExcerpt = ["a"],
    });

    /// <summary>What a deployment that measures needs beside that.</summary>
    /// <returns>As <see cref="OfEveryReport"/>.</returns>
    public static Task OfMeasurements() => Start(MadeUp);

    private static Task Start(Func<DeploymentRecord> record) =>
        RuntimeFeature.IsDynamicCodeCompiled && Environment.ProcessorCount > 1 ? Task.Run(() => Report(record())) : Task.CompletedTask;

    private static void Report(DeploymentRecord record)
    {
        if (record.Startup is not null)
        {
            _ = MeasurementHistory.Entry(record);
        }

        _ = ResultJson.Serialize(record);
        _ = HtmlReport.Render(record);
        _ = TextSummary.Render(record);
    }

    /// <summary>One of everything a report can show.</summary>
    private static DeploymentRecord MadeUp()
    {
        var figures = Statistics.Of([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
        var response = new ResponseRecord
        {
            Mode = ResponseMode.Terminal,
            Gating = true,
            RoundTrip = figures,
            KeyEcho = figures,
            FirstPromptMicroseconds = 1,
            Budget = BudgetOutcome.Met
        };
        var score = new ScoreRecord
        {
            Awarded = 1,
            Maximum = 1,
            Percent = 100,
            Lines = [new ScoreLineRecord { Name = "a", Awarded = 1, Maximum = 1, Evidence = "b" }]
        };
        return new DeploymentRecord
        {
            Status = DeploymentStatus.Success,
            Started = DateTimeOffset.UnixEpoch,
            Finished = DateTimeOffset.UnixEpoch,
            PreviousVersion = "1",
            Phases = [new PhaseRecord { Number = 1, Name = "a", Outcome = PhaseOutcome.Passed, DurationMilliseconds = 1 }],
            Probes = [new ProbeRecord { Name = "a", Outcome = ProbeOutcome.Passed, ExitCode = 0 }],
            Startup = new StartupRecord { Wall = figures, PeakMemoryKib = 1, Budget = BudgetOutcome.Met },
            PipeResponse = response,
            TerminalResponse = response,
            CacheHitRatePercent = 100,
            Comparison = Comparison.Of([1, 2, 3, 4, 5, 6], [1, 2, 3, 4, 5, 6], "1"),
            History = [new HistoryRecord { StartupMicroseconds = 1, ResponseMicroseconds = 1 },
            new HistoryRecord { StartupMicroseconds = 2, ResponseMicroseconds = 2 }],
            Readiness = score,
            Validation = score,
            Permissions = [new PermissionRecord { Passed = true }],
            Files = [new FileRecord { Path = "/a", Change = ChangeKind.Created, Size = 1 }],
            ConfigurationDiff = "@@ -1 +1 @@\n-a\n+b\n",
            Backup = new BackupRecord(),
            Diagnostics = [new DiagnosticRecord { Code = "LLE0000", Severity = Severity.Warning }],
            LogExcerpt = ["a"],
        };
    }
}
