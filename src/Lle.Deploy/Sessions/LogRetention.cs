using System.Text.Json;
using Lle.Deploy.Installed;
using Lle.Deploy.Layout;
using Lle.Deploy.Logging;
using Lle.Deploy.Posix;
using Lle.Deploy.Readiness;
using Lle.Deploy.Transactions;

namespace Lle.Deploy.Sessions;

/// <summary>Removes the logs and reports of operations older than the oldest backup that is kept. The audit log stays whole for
/// ever.</summary>
internal static class LogRetention
{
    /// <param name="oldest">Sequence of the oldest backup that is kept.</param>
    /// <returns>The IDs whose logs are gone.</returns>
    public static IReadOnlyList<string> Prune(TargetLayout layout, long oldest)
    {
        var old = Before(layout, oldest);
        using var logs = PosixDirectory.Open(layout.LogDir);
        // The result goes last: as long as it stands, the next pruning finds the rest.
        Remove(logs, old.SelectMany(id => BesideResult(layout, id)));
        Remove(logs, old.Select(layout.Result));
        return old;
    }

    private static void Remove(PosixDirectory logs, IEnumerable<string> paths)
    {
        var names = paths.Select(path => Path.GetFileName(path)).Where(name => logs.Status(name) is not null).ToList();
        names.ForEach(logs.Unlink);
        if (names.Count > 0)
        {
            logs.Sync();
        }
    }

    /// <summary>What would be removed.</summary>
    public static IEnumerable<string> Planned(TargetLayout layout, long oldest) =>
        Before(layout, oldest).SelectMany(id => BesideResult(layout, id).Append(layout.Result(id)))
            .Where(path => PathState.Look(path).Exists);

    private static List<string> Before(TargetLayout layout, long oldest)
    {
        using var logs = PosixDirectory.Open(layout.LogDir);
        return [.. TargetLayout.IdsOfResults(logs.Names()).Where(id => SequenceOf(layout.Result(id)) < oldest)];
    }

    private static IEnumerable<string> BesideResult(TargetLayout layout, string id) =>
        [layout.DeploymentLog(id), layout.Report(id), layout.Summary(id), layout.ValidationReport(id)];

    /// <summary>A result that cannot be read is kept, because nothing is known of it.</summary>
    private static long SequenceOf(string result)
    {
        try
        {
            using var json = JsonDocument.Parse(InstalledState.TryReadBytes(result));
            return json.RootElement.TryGetProperty("Sequence", out var sequence) && sequence.TryGetInt64(out var number) ? number
                : long.MaxValue;
        }
        catch (JsonException)
        {
            return long.MaxValue;
        }
    }
}
