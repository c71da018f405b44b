using System.Globalization;
using Lle.Deploy.Reporting;
using Lle.Deploy.Reporting.Html;
using Lle.Deploy.Text;

namespace Lle.Deploy.Fleets;

/// <summary>One page over all hosts: the outcome, what is not well, and every host with what it measured beside the others. One file, no
/// script.</summary>
internal static class FleetReport
{
    public static string Render(FleetRecord record)
    {
        var page = new HtmlBuilder();
        page.Element("header", () => Head(page, record));
        page.Element("main", () =>
        {
            Failed(page, record);
            Hosts(page, record);
            Undone(page, record);
        });
        return HtmlPage.Of(FleetText.Headline(record), page);
    }

    private static void Head(HtmlBuilder page, FleetRecord record)
    {
        var isWell = record.Hosts.All(host => host.Succeeded) && !record.Broken;
        page.Element("p", () => page.Badge(isWell ? "ALL HOSTS ARE WELL" : "NOT ALL HOSTS ARE WELL", isWell ? Tone.Good : Tone.Bad),
            ("class", "status"));
        page.Element("h1", FleetText.Headline(record));
        page.Element("p", $"Run {record.Run}, {LogTime.Format(record.Started)} to {LogTime.Format(record.Finished)} UTC",
            ("class", "quiet"));
        if (FleetText.Versions(record) is { } versions)
        {
            page.Element("p", versions, ("class", "lead"));
        }
    }

    private static void Failed(HtmlBuilder page, FleetRecord record)
    {
        var failed = record.Hosts.Where(host => !host.Succeeded && !host.IsTakenBack && host.Message.Length > 0).ToList();
        if (failed.Count == 0)
        {
            return;
        }

        page.Section("failed", failed.Count == 1 ? "1 host is not well" : $"{failed.Count} hosts are not well", () =>
            page.Element("ul", () =>
        {
            foreach (var host in failed)
            {
                page.Element("li", () => page.Element("p", () =>
                {
                    page.Badge(host.Status, ToneOf(host));
                    page.Text(" ").Element("strong", FleetText.Place(host.Environment, host.Host)).Text($" {host.Message}");
                }), ("class", "diagnostic"));
            }
        }, ("class", "plain")));
    }

    private static void Hosts(HtmlBuilder page, FleetRecord record)
    {
        var figures = record.Hosts.ToDictionary(host => host, HostFigures.Of);
        var startup = FigureScale.Of(figures.Values.Select(each => each.StartupMicroseconds));
        var response = FigureScale.Of(figures.Values.Select(each => each.ResponseMicroseconds));
        if (startup.Known > 1 || response.Known > 1)
        {
            page.Section("figures", "All hosts side by side", () =>
                FleetPicture.Write(page, [.. record.Hosts.Select(host => (host, figures[host]))]));
        }

        page.Section("hosts", "Hosts by batch", () =>
        {
            page.Table("The hosts",
                ["Batch", "Host", "Outcome", "Version", .. Heads("Start-up", startup), .. Heads("Response", response), "Time"], () =>
                {
                    foreach (var host in record.Hosts)
                    {
                        page.Element("tr", () => Row(page, host, figures[host], startup, response));
                    }
                });
            if (startup.Known > 1)
            {
                page.Element("p", string.Create(CultureInfo.InvariantCulture,
                    $"Bars begin at 0. A host that takes more than {FleetPicture.Outlier} times the median of its fleet is marked."),
                        ("class", "quiet"));
            }
        });
    }

    private static void Row(HtmlBuilder page, HostAnswer host, HostFigures figures, FigureScale startup, FigureScale response)
    {
        page.Element("td", FleetText.Place(host.Environment, host.Batch), ("class", "number"));
        page.Element("th", () =>
        {
            if (host.Record is null)
            {
                page.Text(host.Host);
            }
            else
            {
                page.Element("a", host.Host, ("href", FleetFiles.PageOf(host)));
            }
        }, ("scope", "row"));
        page.Element("td", () => page.Badge(host.Status, ToneOf(host)));
        page.Element("td", host.Version);
        Figure(page, figures.StartupMicroseconds, startup);
        Figure(page, figures.ResponseMicroseconds, response);
        page.Element("td", string.Create(CultureInfo.InvariantCulture, $"{host.Seconds:0.0} s"), ("class", "number"));
    }

    /// <summary>One host is beside nobody: it has no bar.</summary>
    private static string[] Heads(string name, FigureScale scale) => scale.Known > 1 ? [name, "beside the others"] : [name];

    private static void Figure(HtmlBuilder page, double? value, FigureScale scale)
    {
        var slow = scale.IsSlow(value);
        page.Element("td", Wording.Microseconds(value) + (slow ? ", slow" : ""), ("class", "number"));
        if (scale.Known < 2)
        {
            return;
        }

        page.Element("td", () =>
        {
            if (value is { } known)
            {
                Svg.Bar(page, 0, known / scale.Highest, slow ? Tone.Warn : Tone.Good);
            }
        }, ("class", "track"));
    }

    private static void Undone(HtmlBuilder page, FleetRecord record)
    {
        if (record.Undone.Count == 0)
        {
            return;
        }

        page.Section("undone", "Rolled back with the run", () => page.Table("Hosts rolled back", ["Host", "Outcome", "Why"], () =>
        {
            foreach (var host in record.Undone)
            {
                page.Element("tr", () =>
                {
                    page.Element("th", host.Host, ("scope", "row"));
                    page.Element("td", () => page.Badge(host.Status, ToneOf(host)));
                    page.Element("td", host.Message);
                });
            }
        }));
    }

    public static Tone ToneOf(HostAnswer host) => host.Ended is { } ended ? Tones.Of(ended) : host.IsUntouched ? Tone.Quiet : Tone.Bad;
}
