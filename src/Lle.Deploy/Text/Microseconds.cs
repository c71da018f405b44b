using System.Globalization;

namespace Lle.Deploy.Text;

/// <summary>A time as text, one rounding for report, summary, messages and scores: never more digits than anybody reads, and never so few
/// that 1.5 becomes 2 or that two different figures look alike where one is judged by the other.</summary>
internal static class Microseconds
{
    /// <summary>0.42 µs, 1.5 µs, 850 µs, 1,240 µs, 15.3 ms, 2.40 s.</summary>
    public static string Of(double value) => Of(value, value);

    /// <summary>In the unit that suits another figure, so that the two can be compared at a glance, unless too few digits would be
    /// left.</summary>
    /// <param name="value">µs.</param>
    /// <param name="scale">The figure it stands beside, µs.</param>
    public static string Of(double value, double scale) => (Math.Abs(value), scale) switch
    {
        ( >= 100_000, >= 1_000_000) => string.Create(CultureInfo.InvariantCulture, $"{value / 1_000_000:#,0.00} s"),
        ( >= 100, >= 10_000) => string.Create(CultureInfo.InvariantCulture, $"{value / 1000:#,0.0} ms"),
        _ => Exact(value),
    };

    /// <summary>A figure and what it is judged by.</summary>
    public static (string Figure, string Limit) Pair(double figure, double limit)
    {
        var (one, other) = (Of(figure, figure), Of(limit, figure));
        return figure.Equals(limit) || one != other ? (one, other) : (WithFractions(figure), WithFractions(limit));
    }

    private static string Exact(double value) => Math.Abs(value) switch
    {
        0 or >= 10 => string.Create(CultureInfo.InvariantCulture, $"{value:#,0} µs"),
        >= 1 => string.Create(CultureInfo.InvariantCulture, $"{value:0.##} µs"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{value:G2} µs"),
    };

    private static string WithFractions(double value) => string.Create(CultureInfo.InvariantCulture, $"{value:#,0.######} µs");
}
