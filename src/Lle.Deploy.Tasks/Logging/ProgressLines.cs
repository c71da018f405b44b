using System.Globalization;

namespace Lle.Deploy.Tasks.Logging;

/// <summary>How far a deployment is, for loggers that show one line after the other.</summary>
internal static class ProgressLines
{
    public static string Of(PhaseProgress phase) => $"[{phase.Number}/{phase.Count}] {phase.Name}";

    public static string Of(WorkProgress work) =>
        $"        {work.Activity}: {Part(work.Files, work.AllFiles)} files, {Part(work.Bytes / 1_000_000, work.AllBytes / 1_000_000)} MB";

    public static string OfStart(string host, string batch) => $"[batch {batch}] {host} begins";

    public static string Of(FleetHostResult host) => string.Create(CultureInfo.InvariantCulture,
        $"[batch {Place(host)}] {host.Host}: {host.Status}{(host.Version.Length > 0 ? $" {host.Version}" : "")} ({host.Seconds:0.0} s)");

    private static string Place(FleetHostResult host) =>
        host.Environment.Length > 0 ? $"{host.Environment}/{host.Batch}" : host.Batch;

    private static string Part(long done, long all) =>
        all > 0 ? string.Create(CultureInfo.InvariantCulture, $"{done:#,0} of {all:#,0}")
            : done.ToString("#,0", CultureInfo.InvariantCulture);
}
