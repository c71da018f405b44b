using System.Globalization;

namespace Lle.Deploy.Measurements;

/// <summary>
/// A budget as the monitor reads it: sh counts in whole microseconds and whole percent. A fraction is rounded up, in monitoring.conf, in
/// the script and in what the environment overrides, so that the three agree and nothing within its budget raises an alert.
/// </summary>
internal static class Threshold
{
    private const double Most = 999_999_999;

    public static string Whole(double value) => Math.Clamp(Math.Ceiling(value), 0, Most).ToString("F0", CultureInfo.InvariantCulture);
}
