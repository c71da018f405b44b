using System.Globalization;
using Lle.Deploy.Deployments;
using Lle.Deploy.Measurements;

namespace Lle.Deploy.Reporting;

/// <summary>Figures and times as people read them. What was never measured says so.</summary>
internal static class Wording
{
    public static string Done(ServiceRecord service) =>
        service.Actions.Count == 0 ? "nothing done" : string.Join(", ", service.Actions);

    public const string NotMeasured = "not measured";

    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    public static string Time(DateTimeOffset? time) => time is { } known ? Time(known) : "not finished";

    public static string Microseconds(double? value) => value is { } known ? Text.Microseconds.Of(known) : NotMeasured;

    /// <param name="scale">The figure it stands beside, µs.</param>
    public static string Microseconds(double value, double scale) => Text.Microseconds.Of(value, scale);

    public static string Milliseconds(double value) => value < 1000
        ? string.Create(CultureInfo.InvariantCulture, $"{value:0.0} ms")
        : string.Create(CultureInfo.InvariantCulture, $"{value / 1000:0.00} s");

    public static string Percent(double? value) =>
        value is { } known ? string.Create(CultureInfo.InvariantCulture, $"{known:0.##} %") : NotMeasured;

    public static string SignedPercent(double value) => string.Create(CultureInfo.InvariantCulture, $"{value:+0.0;−0.0;0.0} %");

    public static string Bytes(long value) => value switch
    {
        < 1024 => string.Create(CultureInfo.InvariantCulture, $"{value} B"),
        < 1024 * 1024 => string.Create(CultureInfo.InvariantCulture, $"{value / 1024.0:0.0} KiB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{value / 1024.0 / 1024.0:0.0} MiB"),
    };


    public static TimeSpan? Duration(DeploymentRecord record) => record.Finished - record.Started;

    public static ResponseRecord? Gating(DeploymentRecord record) =>
        record.PipeResponse is { Gating: true } pipe ? pipe
        : record.TerminalResponse is { Gating: true } terminal ? terminal
        : null;

    /// <summary>New against old in one line.</summary>
    public static string Change(ComparisonRecord change) =>
        $"{SignedPercent(change.DifferencePercent)} against {change.OldVersion} (95 % interval " +
            $"{SignedPercent(change.DifferenceLowerPercent)} to "
        + $"{SignedPercent(change.DifferenceUpperPercent)}): {(change.IsRegression ? "clearly slower" : Words.Of(change.Verdict))}";

    /// <summary>A figure with its budget and what came of it; a budget alone is never shown as a figure.</summary>
    public static string Against(double? measured, double budget, BudgetOutcome? outcome) =>
        measured is not { } figure ? NotMeasured
            : $"{Text.Microseconds.Pair(figure, budget) switch { var (one, limit) => $"{one}, budget {limit}" }}: "
                + $"{(outcome is { } judged ? Words.Of(judged) : "not judged")}";

    /// <summary>"2.31 times the reference program's 310 µs (95 % interval 2.21 to 2.40), limit 3: met"; null: not measured.</summary>
    public static string? Ratio(RatioRecord? record) => record is not { } ratio ? null : string.Create(CultureInfo.InvariantCulture,
        $"{ratio.Ratio:0.00} times the reference program's {Microseconds(ratio.ReferenceMicroseconds)} (95 % interval "
        + $"{ratio.Lower:0.00} to {ratio.Upper:0.00})")
        + (ratio.Limit is { } limit ? string.Create(CultureInfo.InvariantCulture, $", limit {limit:0.##}: {Words.Of(ratio.Budget)}")
            + Undecided(ratio.IsDecided) : "");

    /// <summary>Behind a verdict.</summary>
    public static string Undecided(bool isDecided) => isDecided ? "" : " (the interval holds the limit: not decided)";
}
