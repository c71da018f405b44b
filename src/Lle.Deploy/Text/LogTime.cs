using System.Globalization;

namespace Lle.Deploy.Text;

/// <summary>The one form of a time in logs and records: UTC, to the second.</summary>
internal static class LogTime
{
    public static string Format(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}
