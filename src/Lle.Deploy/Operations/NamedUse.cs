using Lle.Deploy.Installed;
using Lle.Deploy.Layout;
using Lle.Deploy.Posix;
using Lle.Deploy.Transactions;

namespace Lle.Deploy.Operations;

/// <summary>A running process whose command line names a path of the installation, and the versions that may have been in use when it was
/// started.</summary>
/// <param name="Process">Its number.</param>
/// <param name="Versions">Names of version folders.</param>
/// <param name="IsBeforeAll">It was started before anything that is known of the installation.</param>
internal sealed record NamedUse(int Process, IReadOnlySet<string> Versions, bool IsBeforeAll)
{
    /// <summary>Clocks of files and of processes differ by so much at most.</summary>
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(1);

    public bool IsOf(VersionFolder folder) => Versions.Contains(folder.Name) || IsBeforeAll;

    public static IReadOnlyList<NamedUse> All(TargetLayout layout)
    {
        IReadOnlyList<string> paths = [layout.Binary, layout.LibDir,
            .. VersionLinks.Standing(layout).Select(relative => Path.Combine(layout.Prefix, relative))];
        var processes = ProcessTable.Naming(paths);
        if (processes.Count == 0)
        {
            return [];
        }

        var switches = CommittedTransaction.Read(layout)
            .SelectMany(committed => committed.Changes.Where(change => change.Path == layout.CurrentVersion)
                .Select(change => (Change: change, From: committed.Header.Started, To: Ended(layout, committed)))).ToList();
        return [.. processes.Select(process => (process.Id, Started: ProcessTable.StartOf(process)))
            .Select(each => new NamedUse(each.Id, InUseAt(each.Started, switches),
                each.Started is not { } started || switches.Count == 0 || started < switches[0].From))];
    }

    /// <summary>The version that a switch brought was in use from the beginning of its deployment to the end of the next one's: rather one
    /// too many than one too few.</summary>
    private static HashSet<string> InUseAt(
        DateTimeOffset? started, List<(Change Change, DateTimeOffset From, DateTimeOffset To)> switches)
    {
        var used = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < switches.Count; i++)
        {
            var (change, from, to) = switches[i];
            if (started <= to + Slack && (i == 0 || started >= switches[i - 1].From - Slack))
            {
                used.Add(Path.GetFileName(change.Before.Target ?? ""));
            }

            if (started >= from - Slack && (i + 1 == switches.Count || started <= switches[i + 1].To + Slack))
            {
                used.Add(Path.GetFileName(change.After.Target ?? ""));
            }
        }

        return used;
    }

    /// <summary>When its journal was written last, which was after the switch.</summary>
    private static DateTimeOffset Ended(TargetLayout layout, CommittedTransaction committed)
    {
        using var folder = PosixDirectory.TryOpen(Path.Combine(layout.Transactions, committed.Header.Id));
        return folder?.Status(Journal.FileName) is { } journal
            ? DateTimeOffset.UnixEpoch + TimeSpan.FromMicroseconds(journal.ModifiedNanoseconds / 1000) : DateTimeOffset.MaxValue - Slack;
    }
}
