using System.Globalization;
using Lle.Deploy.Deployments;
using Lle.Deploy.Measurements;
using Lle.Deploy.Operations;
using Lle.Deploy.Options;
using Lle.Deploy.Reporting;
using Lle.Deploy.Sessions;

namespace Lle.Deploy.Phases;

/// <summary>Measures how long a live session takes to answer, over a pipe and on a pseudo-terminal; and asks it for its cache hit
/// rate.</summary>
internal sealed class MeasureResponse : ChangingStep
{
    public override Phase Phase => Phase.PerformanceValidation;

    public override bool Begins => false;

    protected override void Work(Deployment deployment, Changing state, CancellationToken cancellation)
    {
        var options = deployment.Options;
        if (!options.MeasureResponse)
        {
            deployment.Session.Log.Info("Response not measured: the program has no interactive session (LleMeasureResponse=false)");
            return;
        }

        var report = ResponseValidation.Measure(
            deployment.Layout.Binary, options.ResponsePlan with { AskCacheHitRate = true }, cancellation);
        (deployment.Record.PipeResponse, deployment.Record.TerminalResponse) = (report.Pipe, report.Terminal);
        deployment.Record.CacheHitRatePercent = report.CacheHitRatePercent;
        foreach (var diagnostic in report.Diagnostics)
        {
            deployment.Tell(diagnostic);
        }

        var judge = new BudgetJudge(options.Budgets, options.KeepDegraded);
        var wander = Repetition.Wander(
            MeasurementHistory.References(deployment.Layout, entry => entry.ReferenceResponseMicroseconds));
        foreach (var response in new[] { report.Pipe, report.Terminal }.OfType<ResponseRecord>())
        {
            Repetition.Widen(response.RoundTrip, wander);
            MissedBudget.Tell(deployment, judge.Response(response), response.Budget);
            MissedBudget.Tell(deployment, judge.ResponseRatio(response), response.Ratio?.Budget);
            deployment.Session.Log.Info(string.Create(
                CultureInfo.InvariantCulture,
                $"LLE response time ({Words.Of(response.Mode)}): {response.RoundTrip.Median:0.#} microseconds (median of " +
                $"{response.RoundTrip.Count}, p95 {response.RoundTrip.P95:0.#})"));
        }

        if (judge.CacheHitRate(report.CacheHitRatePercent, options.RequireCacheHitRate) is { } rate)
        {
            deployment.Tell(rate);
        }

        deployment.Session.Log.Info(report.CacheHitRatePercent is { } percent
            ? string.Create(CultureInfo.InvariantCulture, $"Cache hit rate: {percent:0.#}%")
            : "Cache hit rate: not reported");
    }
}
