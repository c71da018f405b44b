using Lle.Deploy.Measurements;

namespace Lle.Deploy.Reporting.Html;

/// <summary>Sorts samples into bins for a picture. A single far outlier does not squeeze the rest: the last bin holds everything
/// beyond.</summary>
internal sealed class Distribution
{
    private const int Bins = 48;

    public Distribution(StatisticsRecord statistics, params ReadOnlySpan<double?> landmarks)
    {
        var centre = Math.Max(statistics.P95, statistics.Median);
        Lower = statistics.Minimum;
        Upper = Math.Min(statistics.Maximum, centre * 1.5);
        foreach (var landmark in landmarks)
        {
            // A landmark far away would flatten the picture; the legend still names it.
            if (landmark is { } value && value > centre / 3 && value < centre * 3)
            {
                Lower = Math.Min(Lower, value);
                Upper = Math.Max(Upper, value);
            }
        }

        var margin = Math.Max((Upper - Lower) * 0.04, 0.5);
        Lower = Math.Max(0, Lower - margin);
        Upper += margin;
        foreach (var sample in statistics.Samples.Where(double.IsFinite))
        {
            Counts[(int)Math.Clamp((sample - Lower) / (Upper - Lower) * Bins, 0, Bins - 1)]++;
        }
    }

    public double Lower { get; }

    public double Upper { get; }

    public int[] Counts { get; } = new int[Bins];

    /// <summary>Where a value lies in the picture, 0 to 1; null outside of it.</summary>
    public double? At(double value) => value < Lower || value > Upper ? null : (value - Lower) / (Upper - Lower);
}
