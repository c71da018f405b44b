using Lle.Deploy.Backups;
using Lle.Deploy.Configuration;
using Lle.Deploy.Installed;
using Lle.Deploy.Layout;
using Lle.Deploy.Payload;
using Lle.Deploy.Posix;
using Lle.Deploy.Sessions;
using Lle.Deploy.Transactions;

namespace Lle.Deploy.Operations;

/// <summary>
/// Between two steps of a deployment the hooks of the project run. What changes on installed files then belongs to the deployment: it is
/// entered into the journal, so that it is undone and rolled back with the rest. What changes while a step runs is somebody else's, as is
/// what is in data and log directories, which the program writes to.
/// </summary>
internal sealed class HookChanges(TargetSession session)
{
    private readonly TargetLayout layout = session.Layout;
    private Dictionary<string, FileStatus?> backedUp = [];
    private Dictionary<string, FileStatus?> stepEnded = [];

    /// <summary>At the end of a step: what changes from here on, until the next one begins, hooks have changed.</summary>
    public void Remember(Changing state)
    {
        if (session.Record.Backup is null)
        {
            return;
        }

        using var parents = new ParentDirectories();
        stepEnded = Candidates(state.Transaction).Distinct().Order(StringComparer.Ordinal)
            .ToDictionary(path => path, path => StatusOf(parents, path), StringComparer.Ordinal);
        if (backedUp.Count == 0)
        {
            backedUp = stepEnded;
        }
    }

    /// <summary>When the next step begins, or the deployment ends.</summary>
    /// <returns>What was changed.</returns>
    public IReadOnlyList<string> TakeUp(Changing state)
    {
        using var parents = new ParentDirectories();
        var suspects = stepEnded.Where(file => StatusOf(parents, file.Key) != file.Value).Select(file => file.Key)
            .ToHashSet(StringComparer.Ordinal);
        if (suspects.Count == 0)
        {
            return [];
        }

        var transaction = state.Transaction;
        List<string> changed = [.. transaction.TakeUp(suspects.Contains)];
        foreach (var path in suspects.Except(transaction.Changes.Select(change => change.Path)).ToList())
        {
            if (IsAsBackedUp(path) && session.Backups[^1] is var backup
                && backup.Find(BackupMap.EntryOf(layout, path)) is { State: { Sha256: { } sha256 } before } entry
                && transaction.TakeUp(
                    path, before, FileContent.CopyOf(Path.Join(backup.Folder, entry.Path), sha256),
                    GiveableTraits.Of(RestoreTraits.Of(entry)).Traits))
            {
                changed.Add(path);
            }
        }

        FileRecords.Enter(session.Record, transaction.Changes.Where(change => changed.Contains(change.Path)));
        foreach (var path in changed)
        {
            session.Log.Info($"Changed between two phases; it is part of this deployment now: {path}");
        }

        return changed;
    }

    /// <summary>What a hook has written passes the checks that the deployment's own files have passed, and later checks compare with
    /// it.</summary>
    public void Check(Changing state, IReadOnlyList<string> changed, CancellationToken cancellation)
    {
        if (changed.Count == 0)
        {
            return;
        }

        if (changed.Contains(layout.Configuration) && InstalledState.TryReadBytes(layout.Configuration) is { } text)
        {
            ConfigRules.Check(ConfigDocument.Parse(text, layout.Configuration), session.Options.ConfigRules);
        }

        foreach (var file in session.Options.ConfigFiles.Where(file => file.Validate.Count > 0))
        {
            if (Path.Combine(layout.ConfigDir, file.TargetPath) is var path && changed.Contains(path) && PathState.Capture(path).Exists)
            {
                ConfigValidation.Run(session.Options, file, path, path, cancellation);
            }
        }

        var listed = InstalledIntegrity.Recorded(layout, state.Tell);
        if (listed.Any(entry => changed.Contains(ListedNames.PathOf(layout, entry.Name))))
        {
            var anew = listed.Select(entry => ListedNames.PathOf(layout, entry.Name) is var path && changed.Contains(path)
                && PathState.Capture(path).Sha256 is { } sha256 ? entry with { Sha256 = sha256 } : entry);
            state.Apply(state.Transaction.StageFile(
                layout.Checksums, FileContent.Of(ChecksumList.Format([.. anew])), session.Owned(FileTraits.Public), cancellation));
        }

        if (changed.Contains(layout.Binary))
        {
            session.Record.Sha256 = PathState.Capture(layout.Binary).Sha256 ?? session.Record.Sha256;
        }
    }

    private bool IsAsBackedUp(string path) => backedUp.TryGetValue(path, out var then) && then is not null && stepEnded[path] == then;

    private IEnumerable<string> Candidates(Transaction transaction) =>
        InstalledFiles.All.Where(file => file is { IsPattern: false, Section: "bin" or "config" } and not { Kind: InstalledKind.Shared })
            .Select(file => file.PathIn(layout))
            .Concat(ManagedFiles.WithDefault(layout))
            .Concat(transaction.Changes.Where(change => change.After.Kind == FileKind.File).Select(change => change.Path))
            .Where(path => !transaction.IsExempt(path));

    private static FileStatus? StatusOf(ParentDirectories parents, string path) =>
        parents.Of(path)?.Status(Path.GetFileName(path));
}
