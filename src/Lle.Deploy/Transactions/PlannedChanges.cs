using System.Security.Cryptography;
using Lle.Deploy.Logging;
using Lle.Deploy.Posix;

namespace Lle.Deploy.Transactions;

/// <summary>Works out changes without making any: nothing is written, and what was planned is seen by what is planned after it.</summary>
internal sealed class PlannedChanges : ChangeSet
{
    private readonly List<Change> changes = [];
    private readonly Dictionary<string, PathState> planned = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IReadOnlyList<Change>> trees = new(StringComparer.Ordinal);
    private readonly List<(string Path, string What)> notKept = [];

    /// <summary>Also those that change nothing: what is looked at and kept.</summary>
    public override IReadOnlyList<Change> Changes => changes;

    public override PathState Look(string path) => planned.TryGetValue(path, out var state) ? state : PathState.Capture(path);

    public override Change StageFile(string path, FileContent content, FileTraits traits, CancellationToken cancellation = default)
    {
        var before = Look(path);
        var sha256 = content.Sha256 ?? Convert.ToHexStringLower(SHA256.HashData(content.Bytes.Span));
        var standing = StandingTraits.Of(before, traits);
        if (Staging.AlreadyStands(before, sha256, traits.IsExact ? traits : standing.Traits))
        {
            return new Change(path, before, before);
        }

        notKept.AddRange(standing.NotKept.Select(what => (path, what)));
        return new Change(path, before, new PathState
        {
            Kind = FileKind.File,
            Mode = standing.Traits.Mode,
            User = standing.Traits.User ?? Accounts.CurrentUser,
            Group = standing.Traits.Group ?? Accounts.CurrentGroup,
            Sha256 = sha256,
            Attributes = standing.Traits.Attributes is { } attributes ? PathState.Encode(attributes) : null,
        });
    }

    public override Change StageTree(string path, TreeToStage tree, WorkMeter meter, CancellationToken cancellation)
    {
        var (owner, directoryMode) = (tree.Owner, tree.DirectoryMode);
        trees[path] = [.. tree.Entries.Select(entry => new Change(
            Path.Combine(path, entry.Path), PathState.Absent, StateOf(entry, owner, directoryMode)))];
        return new Change(path, PathState.Absent, StateOf(new TreeEntry("", FileKind.Directory, directoryMode), owner, directoryMode));
    }

    private static PathState StateOf(TreeEntry entry, FileTraits owner, uint directoryMode) => new()
    {
        Kind = entry.Kind,
        Mode = entry.Kind switch
        {
            FileKind.Directory => directoryMode,
            FileKind.SymbolicLink => 0,
            _ => entry.Mode,
        },
        User = entry.User ?? owner.User ?? Accounts.CurrentUser,
        Group = entry.Group ?? owner.Group ?? Accounts.CurrentGroup,
        Sha256 = entry.Sha256,
        Target = entry.Target,
    };

    public override Change StageLink(string path, string target, uint user, uint group) =>
        new(path, Look(path), new PathState { Kind = FileKind.SymbolicLink, User = user, Group = group, Target = target });

    public override IReadOnlyList<Change> StageUnfolding(
        string path, PathState directory, IReadOnlyList<(string Path, PathState State)> content) =>
        [new(path, Look(path), directory), .. content.Select(entry => new Change(entry.Path, PathState.Absent, entry.State))];

    public override IReadOnlyList<Change> StageFolding(
        string path, PathState link, IReadOnlyList<(string Path, PathState State)> content) =>
        [new(path, Look(path), link), .. content.Select(entry => new Change(entry.Path, entry.State, PathState.Absent))];

    public override Change Removal(string path) => new(path, Look(path), PathState.Absent);

    public override void Apply(params IReadOnlyList<Change> changes)
    {
        foreach (var change in changes.SelectMany(c => (IEnumerable<Change>)[c, .. trees.GetValueOrDefault(c.Path, [])]))
        {
            this.changes.Add(change);
            planned[change.Path] = change.After;
        }
    }

    public override IReadOnlyList<(string Path, string What)> TakeNotKept()
    {
        List<(string Path, string What)> taken = [.. notKept];
        notKept.Clear();
        return taken;
    }
}
