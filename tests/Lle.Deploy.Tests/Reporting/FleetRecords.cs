using Lle.Deploy.Fleets;

namespace Lle.Deploy.Tests.Reporting;

/// <summary>Roll-outs as they are shown.</summary>
internal static class FleetRecords
{
    /// <summary>The last host has failed.</summary>
    /// <param name="slow">The name of one that takes five times as long as the others.</param>
    public static FleetRecord Of(int count, string slow = "") => new()
    {
        Run = "lusush-1.4.0-0123456789ab",
        Operation = FleetOperation.Deploy,
        Started = DateTimeOffset.UnixEpoch,
        Finished = DateTimeOffset.UnixEpoch.AddMinutes(count),
        Hosts =
        [
            .. Enumerable.Range(1, count).Select(number => new HostAnswer($"h{number}", number == 1 ? "1" : "2",
                number == count ? "ROLLED_BACK" : "SUCCESS")
            {
                Version = "1.4.0",
                Message = number == count ? "LLE1815: too slow" : "",
                Seconds = 2.5,
                Record = Result(slow == $"h{number}" ? 5000 : 1000 + (number * 37 % 200)),
            }),
        ],
    };

    private static string Result(double startup) =>
        $"{{\"Budgets\":{{\"ResponseMode\":\"pipe\"}},\"Startup\":{{\"Wall\":{{\"Median\":{startup}}}}},"
        + $"\"PipeResponse\":{{\"RoundTrip\":{{\"Median\":{startup / 8}}}}}}}";
}
