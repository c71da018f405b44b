namespace Lle.Deploy.Fleets;

/// <summary>One figure over all hosts.</summary>
/// <param name="Known">How many have it.</param>
/// <param name="Median">Infinite where there is nothing to compare.</param>
/// <param name="Highest">The end of the scale.</param>
internal sealed record FigureScale(int Known, double Median, double Highest)
{
    public static FigureScale Of(IEnumerable<double?> values)
    {
        double[] known = [.. values.OfType<double>().Order()];
        return known.Length == 0 ? new FigureScale(0, double.PositiveInfinity, 1)
            : new FigureScale(known.Length, known.Length == 1 ? double.PositiveInfinity
                : known[(known.Length - 1) / 2], Math.Max(known[^1], 1e-9));
    }

    public bool IsSlow(double? value) => value > Median * FleetPicture.Outlier;
}
