using Lle.Deploy.Diagnostics;
using Lle.Deploy.Installed;
using Lle.Deploy.Posix;
using Lle.Deploy.Sessions;
using Lle.Deploy.Transactions;

namespace Lle.Deploy.Operations;

/// <summary>In a rollback: links that have become directories of links since, and the reverse. What is in them comes and goes with
/// them.</summary>
/// <param name="changes">All that are rolled back, one a path.</param>
internal sealed class Exchanges(TargetSession session, ChangeSet transaction, IReadOnlyList<Change> changes)
{
    private readonly List<string> above = [.. changes.Where(change => change.IsOtherForm).Select(change => change.Path)];

    /// <summary>Directories that become links again: before the switch, when the link still leads to what is in them.</summary>
    public List<Change> Folded { get; } = [];

    /// <summary>Links that become directories again: after the switch.</summary>
    public List<Change> Unfolded { get; } = [];

    /// <summary>It comes or goes with what is above it.</summary>
    public bool Cover(string path) => above.Exists(directory => Places.IsWithin(path, directory));

    /// <param name="now">What is there; where that is not what was deployed, or others have put something there, it is kept and
    /// named.</param>
    public void Stage(Change change, PathState now)
    {
        if (now == change.After && now.Kind == FileKind.SymbolicLink)
        {
            Unfolded.AddRange(transaction.StageUnfolding(change.Path, change.Before, [.. changes
                .Where(entry => entry.Before.Exists && Places.IsWithin(entry.Path, change.Path))
                .OrderBy(entry => entry.Path, StringComparer.Ordinal).Select(entry => (entry.Path, entry.Before))]));
            return;
        }

        using var parent = PosixDirectory.OpenParent(change.Path, out var name);
        var content = now == change.After ? LinkDirectory.Content(parent, name, change.Path) : [];
        if (now == change.After && LinkDirectory.Foreign(content, session.Layout.LibDir) is null)
        {
            Folded.AddRange(transaction.StageFolding(change.Path, change.Before, content));
        }
        else
        {
            session.Record.Undo!.Kept.Add(change.Path);
            session.Log.Tell(DiagnosticCatalog.KeptForeignChange(change.Path));
        }
    }
}
