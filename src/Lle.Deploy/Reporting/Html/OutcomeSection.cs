using Lle.Deploy.Deployments;
using Lle.Deploy.Measurements;
using Lle.Deploy.Readiness;
using Lle.Deploy.Transactions;

namespace Lle.Deploy.Reporting.Html;

/// <summary>The top of the page: how it ended, of what, and the five figures people ask for first.</summary>
internal static class OutcomeSection
{
    public static void Write(HtmlBuilder page, DeploymentRecord record) => page.Element("header", () =>
    {
        page.Element("p", () => page.Badge(StatusNames.Name(record.Status), Tones.Of(record.Status)), ("class", "status"));
        page.Element("h1", StatusText.Sentence(record));
        if (record.Undo is { } undo)
        {
            page.Element("p", Words.Of(undo), ("class", "lead"));
        }

        if (record.Reason is { Length: > 0 } reason)
        {
            page.Element("p", $"Reason: {reason}", ("class", "lead"));
        }

        page.Element("dl", () => Facts(page, record), ("class", "facts"));
        page.Element("dl", () => Cards(page, record), ("class", "cards"));
    });

    private static void Facts(HtmlBuilder page, DeploymentRecord record)
    {
        Fact(page, "Deployment", record.DeploymentId);
        Fact(page, "Version", record.PreviousVersion is { Length: > 0 } old ? $"{old} → {record.Version}" : Wording.Or(record.Version, "not known"));
        Fact(page, "Target", record.Layout.Prefix);
        Fact(page, "Host", record.Host);
        Fact(page, "By", $"{record.User}:{record.Group}");
        Fact(page, "Started", $"{Wording.Time(record.Started)} UTC");
        Fact(page, "Took", Wording.Duration(record) is { } took ? Wording.Milliseconds(took.TotalMilliseconds) : "not finished");
        Fact(page, "Integrity", record.Integrity);
        Fact(page, "Authenticity", record.Authenticity);
        Fact(page, "Status code", $"{record.StatusCode}");
    }

    private static void Fact(HtmlBuilder page, string name, string value) => page.Element("div", () =>
    {
        page.Element("dt", name);
        page.Element("dd", value);
    });

    private static void Cards(HtmlBuilder page, DeploymentRecord record)
    {
        var startup = record.Startup;
        Card(page, "Start-up", Wording.Microseconds(startup?.Wall.Median), $"budget {Wording.Microseconds(record.Budgets.MaxStartupMicroseconds)}", startup?.Budget is { } judged ? (Words.Of(judged), Tones.Of(judged)) : null);
        var response = Wording.Gating(record);
        Card(page, $"Response ({Words.Of(record.Budgets.ResponseMode)})", Wording.Microseconds(response?.RoundTrip.Median), $"budget {Wording.Microseconds(record.Budgets.MaxResponseMicroseconds)}", response?.Budget is { } held ? (Words.Of(held), Tones.Of(held)) : null);
        Score(page, "Readiness", record.Readiness);
        Score(page, "Validation", record.Validation);
        Card(page, "Cache hit rate", record.CacheHitRatePercent is { } rate ? Wording.Percent(rate) : "not reported", $"target {Wording.Percent(record.Budgets.MinCacheHitRatePercent)}", null);
    }

    private static void Score(HtmlBuilder page, string name, ScoreRecord? score) => Card(
        page,
        name,
        score is null ? Wording.NotMeasured : $"{score.Awarded} of {score.Maximum}",
        score is null ? "" : $"{score.Percent}\u00a0%, required {score.ThresholdPercent}\u00a0%",
        score is null ? null : score.Percent >= score.ThresholdPercent ? ("passed", Tone.Good) : ("failed", Tone.Bad));

    private static void Card(HtmlBuilder page, string name, string figure, string against, (string Word, Tone Tone)? outcome) => page.Element("div", () =>
    {
        page.Element("dt", name);
        page.Element("dd", figure, ("class", "figure"));
        page.Element("dd", () =>
        {
            page.Text(against);
            if (outcome is { } known)
            {
                page.Text(" ");
                page.Badge(known.Word, known.Tone);
            }
        });
    });
}
