using Lle.Deploy.Deployments;
using Lle.Deploy.Measurements;
using Lle.Deploy.Probes;

namespace Lle.Deploy.Reporting.Html;

/// <summary>The figures people ask for first, a card each.</summary>
internal static class CardsSection
{
    public static void Write(HtmlBuilder page, DeploymentRecord record)
    {
        if (record.Status == DeploymentStatus.Unchanged ? LastFigures.Of(record).Any()
            : Measures(record) || record.Startup is not null || record.Probes.Count > 0 || record.Validation is not null)
        {
            page.Element("dl", () => Cards(page, record), ("class", "cards"));
        }
    }

    /// <summary>A rollback or a restore measures nothing, and misses nothing.</summary>
    private static bool Measures(DeploymentRecord record) => record.Operation is OperationKind.Deploy or OperationKind.Update;

    private static void Cards(HtmlBuilder page, DeploymentRecord record)
    {
        if (record.Status == DeploymentStatus.Unchanged)
        {
            Earlier(page, record);
            return;
        }

        if (Measures(record) || record.Startup is not null)
        {
            Startup(page, record);
        }

        var response = Wording.Gating(record);
        if (record.Budgets.MeasuresResponse && (Measures(record) || response is not null))
        {
            Figure(page, $"Response ({Words.Of(record.Budgets.ResponseMode)})", response?.RoundTrip.Median,
                record.Budgets.MaxResponseMicroseconds, response?.Budget, null);
        }

        Score(page, "Readiness", record.Readiness);
        Score(page, "Validation", record.Validation);
        Probes(page, record);
        if (record.CacheHitRatePercent is { } rate)
        {
            Card(page, "Cache hit rate", Wording.Percent(rate), $"target {Wording.Percent(record.Budgets.MinCacheHitRatePercent)}");
        }
    }

    /// <summary>What is up to date is not measured again: the last figures are those of a deployment before.</summary>
    private static void Earlier(HtmlBuilder page, DeploymentRecord record)
    {
        foreach (var (name, figure, measured) in LastFigures.Of(record))
        {
            Card(page, name, Wording.Microseconds(figure, figure), $"measured by {measured}");
        }
    }

    /// <summary>A clear regression is never a green tile, budget met or not.</summary>
    private static void Startup(HtmlBuilder page, DeploymentRecord record)
    {
        var change = record.Comparison;
        (string, Tone)? verdict = change is null ? null
            : change.IsRegression ? ($"{Wording.SignedPercent(change.DifferencePercent)}, slower than {change.OldVersion}", Tone.Bad)
            : ($"{Wording.SignedPercent(change.DifferencePercent)}, {Words.Of(change.Verdict)} than {change.OldVersion}",
                Tones.Of(change.Verdict));
        if (change is { Verdict: ComparisonVerdict.NoDifference })
        {
            verdict = ($"no difference from {change.OldVersion}", Tone.Quiet);
        }

        Figure(page, "Start-up", record.Startup?.Wall.Median, record.Budgets.MaxStartupMicroseconds, record.Startup?.Budget, verdict);
    }

    private static void Figure(HtmlBuilder page, string name, double? median, double budget, BudgetOutcome? outcome,
        (string, Tone)? verdict)
    {
        if (median is { } figure)
        {
            Card(
                page,
                name,
                Text.Microseconds.Pair(figure, budget).Figure,
                $"budget {Text.Microseconds.Pair(figure, budget).Limit}",
                verdict,
                outcome is { } judged ? (Words.Of(judged), Tones.Of(outcome)) : null);
        }
        else
        {
            Card(page, name, Wording.NotMeasured, $"budget {Wording.Microseconds(budget)}", verdict);
        }
    }

    private static void Score(HtmlBuilder page, string name, ScoreRecord? score)
    {
        if (score is not null)
        {
            var passed = score.Percent >= score.ThresholdPercent;
            Card(
                page,
                name,
                $"{score.Awarded} of {score.Maximum}",
                $"{score.Percent}\u00a0%, required {score.ThresholdPercent}\u00a0%",
                passed ? ("passed", Tone.Good) : ("failed", Tone.Bad));
        }
    }

    private static void Probes(HtmlBuilder page, DeploymentRecord record)
    {
        if (record.Probes.Count > 0)
        {
            var worst = record.Probes.Max(probe => probe.Outcome);
            Card(
                page,
                "Probes",
                $"{record.Probes.Count(probe => probe.Outcome == ProbeOutcome.Passed)} of {record.Probes.Count}",
                "passed",
                worst == ProbeOutcome.Passed ? null : (Words.Of(worst), Tones.Of(worst)));
        }
    }

    private static void Card(HtmlBuilder page, string name, string figure, string against,
        params (string Word, Tone Tone)?[] outcomes)
    {
        page.Element("div", () =>
        {
            page.Element("dt", name);
            page.Element("dd", figure, ("class", "figure"));
            page.Element("dd", () =>
            {
                page.Text(against);
                foreach (var outcome in outcomes)
                {
                    if (outcome is var (word, tone))
                    {
                        page.Text(" ");
                        page.Badge(word, tone);
                    }
                }
            });
        });
    }
}
