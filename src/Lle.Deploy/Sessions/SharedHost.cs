using Lle.Deploy.Installed;
using Lle.Deploy.Layout;
using Lle.Deploy.Posix;
using Lle.Deploy.Transactions;

namespace Lle.Deploy.Sessions;

/// <summary>lle and its link, which the installations of a prefix share: who has them.</summary>
internal static class SharedHost
{
    /// <summary>Another installation of the prefix came with lle, or found it there.</summary>
    public static bool OthersHaveIt(TargetLayout layout)
    {
        using var directory = PosixDirectory.TryOpen(layout.LleDir);
        return (directory?.Names() ?? []).Where(name => name != layout.Name && name != TargetLayout.HostDirName)
            .Any(name => InstallationFinder.AtPointer(Path.Combine(layout.LleDir, name)) is not null);
    }

    /// <summary>
    /// Where an interrupted run had put them there or taken them away, and another installation has come to rely on them since, the undo
    /// leaves them to it. Until the session ends nobody else changes them.
    /// </summary>
    /// <returns>Whether a path is one of those.</returns>
    public static Func<string, bool> TakenOver(TargetSession session, IReadOnlyList<StandingTransaction> standing)
    {
        var layout = session.Layout;
        if (!standing.Any(t => t is { IsOpen: true, IsCommitted: false } && t.Changes.Any(change => layout.IsShared(change.Path))))
        {
            return _ => false;
        }

        session.LockHost();
        return OthersHaveIt(layout) ? layout.IsShared : _ => false;
    }
}
