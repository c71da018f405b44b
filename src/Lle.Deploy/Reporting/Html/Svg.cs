using System.Globalization;

namespace Lle.Deploy.Reporting.Html;

/// <summary>Inline pictures. They hold shapes only and stretch with the page; the words stand beside them as text.</summary>
internal static class Svg
{
    /// <summary>A bar on a track from 0 to 1. The table around it says the same in figures.</summary>
    public static void Bar(HtmlBuilder page, double start, double length, Tone tone) => page.Element(
        "svg",
        () => Rectangle(page, Math.Clamp(start, 0, 1) * 1000, 0, Math.Max(3, Math.Clamp(length, 0, 1) * 1000), 10, Class(tone)),
        ("viewBox", "0 0 1000 10"), ("preserveAspectRatio", "none"), ("class", "bar"), ("aria-hidden", "true"));

    /// <summary>How often which time was seen.</summary>
    public static void Histogram(HtmlBuilder page, string title, string description, IReadOnlyList<int> bins,
        IReadOnlyList<(double At, string Class)> marks) =>
        Picture(page, title, description, () =>
        {
            var highest = Math.Max(1, bins.Max());
            var width = 1000.0 / bins.Count;
            for (var index = 0; index < bins.Count; index++)
            {
                var height = bins[index] * 90.0 / highest;
                if (height > 0)
                {
                    Rectangle(page, (index * width) + 1, 100 - height, width - 2, height, "sample");
                }
            }

            foreach (var (at, kind) in marks)
            {
                Line(page, at * 1000, 0, at * 1000, 100, kind);
            }
        });

    /// <summary>One figure over the deployments, oldest first; null where none was measured.</summary>
    /// <param name="top">What the height of the picture stands for.</param>
    public static void Course(HtmlBuilder page, string title, string description, double?[] values, double top, double? budget) =>
        Picture(page, title, description, () =>
        {
            if (budget is { } limit)
            {
                Line(page, 0, 100 - (limit / top * 100), 1000, 100 - (limit / top * 100), "budget");
            }

            (double X, double Y)? before = null;
            for (var index = 0; index < values.Length; index++)
            {
                if (values[index] is not { } value)
                {
                    continue;
                }

                var x = values.Length == 1 ? 500 : 10 + (index * 980.0 / (values.Length - 1));
                var y = 100 - (value / top * 100);
                if (before is { } previous)
                {
                    Line(page, previous.X, previous.Y, x, y, "course");
                }

                Rectangle(page, x - 4, y - 2.5, 8, 5, index == values.Length - 1 ? "point last" : "point");
                before = (x, y);
            }
        });

    /// <summary>A column a thing, each a share of the height; null where there is none. A line over all of them.</summary>
    public static void Columns(
        HtmlBuilder page, string title, string description, IReadOnlyList<(double? Height, Tone Tone)> columns, double line) =>
        Picture(page, title, description, () =>
        {
            var width = 1000.0 / Math.Max(1, columns.Count);
            var gap = Math.Min(width / 4, 4);
            for (var index = 0; index < columns.Count; index++)
            {
                if (columns[index].Height is { } height)
                {
                    var tall = Math.Max(1, Math.Clamp(height, 0, 1) * 95);
                    Rectangle(page, (index * width) + gap, 100 - tall, width - (2 * gap), tall, Class(columns[index].Tone));
                }
            }

            Line(page, 0, 100 - (line * 95), 1000, 100 - (line * 95), "median");
        });

    private static void Picture(HtmlBuilder page, string title, string description, Action shapes) => page.Element(
        "svg",
        () =>
        {
            page.Element("title", title);
            page.Element("desc", description);
            shapes();
        },
        ("viewBox", "0 0 1000 100"), ("preserveAspectRatio", "none"), ("class", "chart"), ("role", "img"),
        ("aria-label", $"{title}: {description}"));

    private static void Rectangle(HtmlBuilder page, double x, double y, double width, double height, string kind) =>
        page.Element("rect", "", ("x", Number(x)), ("y", Number(y)), ("width", Number(width)), ("height", Number(height)), ("class", kind));

    private static void Line(HtmlBuilder page, double x1, double y1, double x2, double y2, string kind) =>
        page.Element("line", "", ("x1", Number(x1)), ("y1", Number(y1)), ("x2", Number(x2)), ("y2", Number(y2)), ("class", kind));

    private static string Class(Tone tone) => tone.ToString().ToLowerInvariant();

    private static string Number(double value) => (double.IsFinite(value) ? value : 0).ToString("0.##", CultureInfo.InvariantCulture);
}
