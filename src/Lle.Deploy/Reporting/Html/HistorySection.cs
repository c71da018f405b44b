using Lle.Deploy.Deployments;
using Lle.Deploy.Measurements;

namespace Lle.Deploy.Reporting.Html;

/// <summary>The deployments before this one, with their figures and those that failed.</summary>
internal static class HistorySection
{
    public static bool HasAny(DeploymentRecord record) => record.History.Exists(each => each.DeploymentId != record.DeploymentId);

    public static void Write(HtmlBuilder page, DeploymentRecord record)
    {
        var history = record.History.Where(each => each.DeploymentId != record.DeploymentId).ToList();
        history.Add(new HistoryRecord
        {
            DeploymentId = record.DeploymentId,
            Version = record.Version,
            Failure = record.Status is DeploymentStatus.Failed or DeploymentStatus.RolledBack or DeploymentStatus.RolledBackUnverified
                ? record.Status : null,
            StartupMicroseconds = record.Startup?.Wall.Median,
            ResponseMicroseconds = Wording.Gating(record)?.RoundTrip.Median,
        });
        page.Section("history", "History", () =>
        {
            var figures = history.Where(each => each.Failure is null || each.DeploymentId == record.DeploymentId).ToList();
            Course(page, "Start-up", figures, each => each.StartupMicroseconds, record.Budgets.MaxStartupMicroseconds);
            Course(page, "Response", figures, each => each.ResponseMicroseconds, record.Budgets.MaxResponseMicroseconds);
            page.Element("details", () =>
            {
                page.Element("summary", Count(history));
                Table(page, history);
            });
        });
    }

    private static void Course(
        HtmlBuilder page, string name, List<HistoryRecord> history, Func<HistoryRecord, double?> figure, double budget)
    {
        var values = new double?[history.Count];
        var (known, lowest, highest) = (0, double.MaxValue, double.MinValue);
        for (var index = 0; index < values.Length; index++)
        {
            values[index] = figure(history[index]);
            if (values[index] is { } value)
            {
                (known, lowest, highest) = (known + 1, Math.Min(lowest, value), Math.Max(highest, value));
            }
        }

        if (known == 0)
        {
            return;
        }

        page.Element("h3", $"{name}, oldest to newest");
        var shown = budget > 0 && budget < highest * 3;
        var top = Math.Max(highest, shown ? budget : 0) * 1.1;
        page.Element("figure", () =>
        {
            Svg.Course(
                page,
                $"{name} over the deployments",
                $"{known} figures between {Wording.Microseconds(lowest)} and {Wording.Microseconds(highest)}, the newest " +
                $"{Wording.Microseconds(values[^1])}",
                values,
                Math.Max(top, 1e-9),
                shown ? budget : null);
            page.Element("figcaption",
                $"from 0 to {Wording.Microseconds(top)}; newest {Wording.Microseconds(values[^1])}; " +
                $"{(shown ? "the line is the budget" : "the budget is far above")}, {Wording.Microseconds(budget)}");
        });
    }

    private static string Count(List<HistoryRecord> history)
    {
        var failed = history.Count(each => each.Failure is not null);
        return $"{history.Count} deployments{(failed > 0 ? $", {failed} of them failed" : "")}";
    }

    private static void Table(HtmlBuilder page, List<HistoryRecord> history) =>
        page.Table("The deployments", ["Deployment", "Version", "Outcome", "Start-up", "Response"], () =>
        {
            foreach (var each in history)
            {
                page.Element("tr", () =>
                {
                    page.Element("th", each.DeploymentId, ("scope", "row"));
                    page.Element("td", each.Version);
                    page.Element("td", each.Failure is { } failure ? Words.OfFailure(failure) : "deployed");
                    page.Element("td", Wording.Microseconds(each.StartupMicroseconds), ("class", "number"));
                    page.Element("td", Wording.Microseconds(each.ResponseMicroseconds), ("class", "number"));
                });
            }
        });
}
