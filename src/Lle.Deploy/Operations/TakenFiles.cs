using Lle.Deploy.Backups;
using Lle.Deploy.Installed;
using Lle.Deploy.Layout;
using Lle.Deploy.Posix;
using Lle.Deploy.Transactions;

namespace Lle.Deploy.Operations;

/// <summary>A file, link or directory that is taken over.</summary>
internal sealed record TakenFile(string From, string To, FileStatus Status);

/// <summary>What of a replaced installation is kept under the new name: configuration that people edit and its defaults, the program's
/// data, logs, backups, measurements; not what every deployment writes anew, nor what it would roll back by.</summary>
internal static class TakenFiles
{
    /// <summary>The monitor writes it anew each time, also in the run that takes over.</summary>
    private const string MonitorMetrics = "lle.prom";

    /// <returns>A directory before what is in it.</returns>
    public static IReadOnlyList<TakenFile> Of(Replaced replaced, TargetLayout layout) =>
        [.. replaced.Moves(layout).SelectMany(move => Below(replaced.Layout, move.From)
            .Select(entry => new TakenFile(entry.Path, Target(replaced.Layout, move.From, move.To, entry.Path), entry.Status)))];

    /// <summary>Logs that this installation goes on writing itself get the old name into theirs.</summary>
    private static string Target(TargetLayout old, string from, string to, string path)
    {
        var target = to + path[from.Length..];
        return ManagedFiles.IsLog(old, path) && (IsContinued(old, path) || PathState.Look(target).Exists)
            ? Path.Combine(to, $"{Path.GetFileNameWithoutExtension(path)}_{old.Name}{Path.GetExtension(path)}") : target;
    }

    private static bool IsContinued(TargetLayout old, string path) =>
        path == old.AuditLog || path == old.SecurityAuditLog || path == old.PerformanceLog || path == old.HealthLog
        || path == old.AlertsLog;

    private static bool IsLeft(TargetLayout old, string path) =>
        path == Path.Combine(old.LogDir, MonitorMetrics) || path == old.Fingerprint || path == old.OptionsRecord
        || path == old.ConfigDir || path == old.DataDir || path == old.LogDir || BackupMap.IsLeftOut(old, path)
        || Path.GetFileName(path).StartsWith(Staging.AnyPrefix, StringComparison.Ordinal)
        || (ManagedFiles.IsManaged(old, path) && !ManagedFiles.IsConfiguration(old, path));

    private static IEnumerable<(string Path, FileStatus Status)> Below(TargetLayout old, string path)
    {
        using var directory = PosixDirectory.TryOpen(path);
        foreach (var name in directory?.Names() ?? [])
        {
            var entry = Path.Join(path, name);
            if (IsLeft(old, entry) || directory!.Status(name) is not { Kind: not FileKind.Special } status)
            {
                continue;
            }

            yield return (entry, status);
            foreach (var below in status.Kind == FileKind.Directory ? Below(old, entry) : [])
            {
                yield return below;
            }
        }
    }
}
