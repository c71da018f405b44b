using System.Globalization;
using Lle.Deploy.Deployments;
using Lle.Deploy.Installed;
using Lle.Deploy.Measurements;
using Lle.Deploy.Operations;
using Lle.Deploy.Options;
using Lle.Deploy.Posix;
using Lle.Deploy.Reporting;
using Lle.Deploy.Sessions;
using Lle.Deploy.Transactions;

namespace Lle.Deploy.Phases;

/// <summary>Measures start-up, on an upgrade the new binary and the old one in turn: the old file still waits beside the new one.</summary>
internal sealed class MeasureStartup : ChangingStep
{
    public override Phase Phase => Phase.PerformanceValidation;

    public override bool Ends => false;

    protected override void Work(Deployment deployment, Changing state, CancellationToken cancellation)
    {
        deployment.AwaitQuiet();
        var options = deployment.Options;
        var record = deployment.Record;
        var plan = options.StartupPlan;
        if (OldBinary(deployment, state) is { } old)
        {
            var outcome = Comparison.Measure(deployment.Layout.Binary, old, record.PreviousVersion ?? "unknown", plan, cancellation);
            (record.Startup, record.Comparison) = (outcome.Startup, outcome.Difference);
            Judge(deployment, outcome);
        }
        else
        {
            record.Startup = StartupMeasurement.Measure(deployment.Layout.Binary, plan, cancellation);
        }

        var wander = Repetition.Wander(MeasurementHistory.References(deployment.Layout, entry => entry.ReferenceMicroseconds));
        Repetition.Widen(record.Startup.Wall, wander);
        var judge = new BudgetJudge(options.Budgets, options.KeepDegraded);
        MissedBudget.Tell(deployment, judge.Startup(record.Startup), record.Startup.Budget);
        MissedBudget.Tell(deployment, judge.StartupRatio(record.Startup), record.Startup.Ratio?.Budget);
        deployment.Session.Log.Info(string.Create(
            CultureInfo.InvariantCulture,
            $"LLE startup time: {record.Startup.Wall.Median:0.#} microseconds (median of {record.Startup.Wall.Count}, 95 % interval " +
            $"{record.Startup.Wall.MedianLower:0.#} to {record.Startup.Wall.MedianUpper:0.#})"));
        if (Wording.Ratio(record.Startup.Ratio) is { } ratio)
        {
            deployment.Session.Log.Info($"LLE startup time: {ratio}");
        }

        MeasureOthers(deployment, judge, wander, cancellation);
    }

    private static void MeasureOthers(Deployment deployment, BudgetJudge judge, double wander, CancellationToken cancellation)
    {
        var options = deployment.Options;
        foreach (var program in options.Programs)
        {
            var startup = StartupMeasurement.Measure(options.PathOf(program), options.StartupPlanOf(program), cancellation);
            Repetition.Widen(startup.Wall, wander);
            deployment.Record.Programs.Add(new ProgramRecord
            {
                Path = options.PathOf(program),
                MaxStartupMicroseconds = program.MaxStartupMicroseconds,
                Startup = startup,
            });
            MissedBudget.Tell(deployment, judge.Startup(startup, program), startup.Budget);
            deployment.Session.Log.Info(string.Create(CultureInfo.InvariantCulture,
                $"Startup time of {program.Item}: {startup.Wall.Median:0.#} microseconds (median of {startup.Wall.Count})"));
        }
    }

    private static void Judge(Deployment deployment, ComparisonOutcome outcome)
    {
        if (outcome.NotCompared is { } reason)
        {
            deployment.Tell(reason);
        }

        if (outcome.Difference is not { } comparison)
        {
            return;
        }

        var options = deployment.Options;
        if (BudgetJudge.Regression(comparison, options.MaxRegressionPercent, options.FailOnRegression) is { } regression)
        {
            deployment.Tell(regression);
        }

        deployment.Session.Log.Info(string.Create(
            CultureInfo.InvariantCulture,
            $"New against old: {comparison.DifferencePercent:+0.0;-0.0} % ({comparison.DifferenceLowerPercent:+0.0;-0.0} to " +
            $"{comparison.DifferenceUpperPercent:+0.0;-0.0}): {Words.Of(comparison.Verdict)}"));
    }

    private static string? OldBinary(Deployment deployment, Changing state)
    {
        var layout = deployment.Layout;
        if (state.Payload.Tree is not null && state.Transaction.Changes.FirstOrDefault(c => c.Path == layout.CurrentVersion)
            is { Before.Target: { } target } && VersionFolder.LedToBy(layout, layout.CurrentVersion, target) is { } folder)
        {
            // A link that was moved aside leads through current, which is the new version now.
            var old = Path.Combine(folder.Path, state.Payload.BinaryPath);
            return PathState.Capture(old).Kind is FileKind.File or FileKind.SymbolicLink ? old : null;
        }

        var change = state.Transaction.Changes.FirstOrDefault(c => c.Path == layout.Binary);
        return change is { Before.Kind: FileKind.File or FileKind.SymbolicLink, Aside: not null }
            ? Path.Combine(change.Directory, change.Aside) : null;
    }
}
