using System.Globalization;
using Lle.Deploy.Reporting;
using Lle.Deploy.Reporting.Html;

namespace Lle.Deploy.Fleets;

/// <summary>Start-up and response of all hosts side by side: a column a host, in the order of the table, on one scale a figure.</summary>
internal static class FleetPicture
{
    /// <summary>So much slower than the median of its fleet is worth a look.</summary>
    public const double Outlier = 1.5;

    public static void Write(HtmlBuilder page, IReadOnlyList<(HostAnswer Host, HostFigures Figures)> hosts)
    {
        Figure(page, "Start-up", [.. hosts.Select(each => (each.Host.Host, each.Figures.StartupMicroseconds))]);
        Figure(page, "Response", [.. hosts.Select(each => (each.Host.Host, each.Figures.ResponseMicroseconds))]);
    }

    private static void Figure(HtmlBuilder page, string name, IReadOnlyList<(string Host, double? Value)> values)
    {
        var scale = FigureScale.Of(values.Select(each => each.Value));
        if (scale.Known < 2)
        {
            return;
        }

        var slow = values.Where(each => scale.IsSlow(each.Value)).ToList();
        page.Element("figure", () =>
        {
            page.Element("figcaption", () =>
            {
                page.Element("strong", name);
                page.Element("span", $"{scale.Known} hosts, median {Wording.Microseconds(scale.Median)}, " +
                    $"up to {Wording.Microseconds(scale.Highest)}");
                page.Element("span", slow.Count == 0 ? "No host stands out." : $"Slow: {Names(slow)}");
            });
            Svg.Columns(page, $"{name} of each host", Description(scale, slow.Count),
                [.. values.Select(each => (each.Value / scale.Highest, scale.IsSlow(each.Value) ? Tone.Warn : Tone.Good))],
                scale.Median / scale.Highest);
            page.Element("p", () =>
            {
                page.Element("span", values[0].Host);
                page.Element("span", "the line is the median", ("class", "key"));
                page.Element("span", values[^1].Host);
            }, ("class", "axis"));
        });
    }

    private static string Names(List<(string Host, double? Value)> slow) =>
        string.Join(", ", slow.Take(8).Select(each => $"{each.Host} ({Wording.Microseconds(each.Value)})"))
        + (slow.Count > 8 ? $" and {slow.Count - 8} more" : "");

    private static string Description(FigureScale scale, int slow) => string.Create(CultureInfo.InvariantCulture,
        $"a column a host, median {Wording.Microseconds(scale.Median)}, {slow} of {scale.Known} take more than {Outlier} times that");
}
