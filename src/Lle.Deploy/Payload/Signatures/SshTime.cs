using System.Globalization;

namespace Lle.Deploy.Payload.Signatures;

/// <summary>
/// YYYYMMDD[HHMM[SS]][Z] as OpenSSH reads it with strptime and mktime: a blank may replace a leading zero, 30 February is 2 March, "UTC" is
/// as good as Z, and a local time is standard time also in summer.
/// </summary>
internal static class SshTime
{
    /// <returns>Seconds since 1970; null where it is no such time, or none after the first second of 1970.</returns>
    public static long? TryParse(string text, TimeZoneInfo localZone)
    {
        var digits = text switch
        {
            _ when text.Length > 1 && text.EndsWith("Z", StringComparison.OrdinalIgnoreCase) => text[..^1],
            _ when text.Length > 3 && text.EndsWith("UTC", StringComparison.OrdinalIgnoreCase) => text[..^3],
            _ => text,
        };
        var isUtc = digits.Length != text.Length;
        if (digits.Length is not (8 or 12 or 14)
            || Number(digits, 0, 4, 1, 9999) is not { } year
            || Number(digits, 4, 2, 1, 12) is not { } month
            || Number(digits, 6, 2, 1, 31) is not { } day
            || Number(digits, 8, 2, 0, 23) is not { } hour
            || Number(digits, 10, 2, 0, 59) is not { } minute
            || Number(digits, 12, 2, 0, 61) is not { } second)
        {
            return null;
        }

        try
        {
            var moment = new DateTime(year, month, 1).AddDays(day - 1).AddHours(hour).AddMinutes(minute).AddSeconds(second);
            var offset = isUtc ? TimeSpan.Zero : StandardOffset(moment, localZone);
            var seconds = (moment - DateTime.UnixEpoch - offset).Ticks / TimeSpan.TicksPerSecond;
            return seconds > 0 ? seconds : null;
        }
        catch (ArgumentOutOfRangeException)
        {
            // A day beyond the last that .NET knows.
            return null;
        }
    }

    /// <summary>Parts that a short time leaves out are 0.</summary>
    private static int? Number(string digits, int start, int length, int least, int most)
    {
        if (start >= digits.Length)
        {
            return 0;
        }

        var part = digits.Substring(start, length).TrimStart(' ');
        return int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most
            ? value
            : null;
    }

    private static TimeSpan StandardOffset(DateTime moment, TimeZoneInfo zone)
    {
        var offset = zone.GetUtcOffset(moment);
        if (!zone.IsDaylightSavingTime(moment))
        {
            return offset;
        }

        var rule = zone.GetAdjustmentRules().FirstOrDefault(rule => rule.DateStart <= moment.Date && rule.DateEnd >= moment.Date);
        return offset - (rule?.DaylightDelta ?? TimeSpan.FromHours(1));
    }
}
