using Lle.Deploy.Deployments;
using Lle.Deploy.Measurements;

namespace Lle.Deploy.Reporting.Html;

/// <summary>The same figures over the deployments before this one.</summary>
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
            StartupMicroseconds = record.Startup?.Wall.Median,
            ResponseMicroseconds = Wording.Gating(record)?.RoundTrip.Median,
        });
        page.Section("history", "History", () =>
        {
            Course(page, "Start-up", [.. history.Select(each => each.StartupMicroseconds)], record.Budgets.MaxStartupMicroseconds);
            Course(page, "Response", [.. history.Select(each => each.ResponseMicroseconds)], record.Budgets.MaxResponseMicroseconds);
            page.Element("details", () =>
            {
                page.Element("summary", $"The figures of {history.Count} deployments");
                Table(page, history);
            });
        });
    }

    private static void Course(HtmlBuilder page, string name, IReadOnlyList<double?> values, double budget)
    {
        var known = values.OfType<double>().ToList();
        if (known.Count == 0)
        {
            return;
        }

        page.Element("h3", $"{name}, oldest to newest");
        var highest = known.Max();
        var shown = budget > 0 && budget < highest * 3;
        var top = Math.Max(highest, shown ? budget : 0) * 1.1;
        page.Element("figure", () =>
        {
            Svg.Course(
                page,
                $"{name} over the deployments",
                $"{known.Count} figures between {Wording.Microseconds(known.Min())} and {Wording.Microseconds(highest)}, the newest " +
                $"{Wording.Microseconds(values[^1])}",
                [.. values.Select(value => value / Math.Max(top, 1e-9))],
                shown ? budget / top : null);
            page.Element("figcaption",
                $"from 0 to {Wording.Microseconds(top)}; newest {Wording.Microseconds(values[^1])}; " +
                $"{(shown ? "the line is the budget" : "the budget is far above")}, {Wording.Microseconds(budget)}");
        });
    }

    private static void Table(HtmlBuilder page, List<HistoryRecord> history) =>
        page.Table("Figures of the deployments", ["Deployment", "Version", "Start-up", "Response"], () =>
        {
            foreach (var each in history)
            {
                page.Element("tr", () =>
                {
                    page.Element("th", each.DeploymentId, ("scope", "row"));
                    page.Element("td", each.Version);
                    page.Element("td", Wording.Microseconds(each.StartupMicroseconds), ("class", "number"));
                    page.Element("td", Wording.Microseconds(each.ResponseMicroseconds), ("class", "number"));
                });
            }
        });
}
