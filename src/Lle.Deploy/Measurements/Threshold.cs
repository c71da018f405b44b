using System.Globalization;

namespace Lle.Deploy.Measurements;

/// <summary>
/// A budget as the monitor reads it: sh counts in whole microseconds and whole percent. A fraction is rounded to where nothing that meets
/// the budget raises an alert: a maximum up, a minimum down; in monitoring.conf, in the script and in what the environment overrides alike.
/// </summary>
internal static class Threshold
{
    private const double Most = 999_999_999;

    public static string Maximum(double value) => Text(Math.Ceiling(value));

    public static string Minimum(double value) => Text(Math.Floor(value));

    private static string Text(double whole) => Math.Clamp(whole, 0, Most).ToString("F0", CultureInfo.InvariantCulture);
}
