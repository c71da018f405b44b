using System.Globalization;

namespace Lle.Deploy.Services;

/// <summary>Durations as systemctl prints them: "100ms", "1min 30s", "infinity".</summary>
internal static class SystemdTime
{
    private static readonly (string Unit, double Seconds)[] units =
        [("us", 1e-6), ("ms", 1e-3), ("min", 60), ("s", 1), ("h", 3600), ("d", 86400)];

    /// <returns>Zero where it is none; at most a day.</returns>
    public static TimeSpan Parse(string text)
    {
        var seconds = 0.0;
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var unit = units.FirstOrDefault(each => word.EndsWith(each.Unit, StringComparison.Ordinal));
            if (unit.Unit is not null && double.TryParse(
                word[..^unit.Unit.Length], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
            {
                seconds += number * unit.Seconds;
            }
        }

        return TimeSpan.FromSeconds(Math.Min(seconds, 86400));
    }
}
