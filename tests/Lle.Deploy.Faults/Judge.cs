using Lle.Deploy.Backups;
using Lle.Deploy.Deployments;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Layout;
using Lle.Deploy.Transactions;

namespace Lle.Deploy.Faults;

/// <summary>
/// Knows the state before an operation and the state after it, and says of any other whether it is one of the two. Backups have a rule of
/// their own: the old ones to the letter, and with the new state exactly one more, complete and verifying.
/// </summary>
internal sealed class Judge
{
    private readonly Sandbox sandbox;
    private readonly TargetLayout layout;
    private readonly IReadOnlySet<string> known;
    private readonly Fingerprint oldExactly;
    private readonly Fingerprint oldPrint;
    private readonly Fingerprint newPrint;
    private readonly IReadOnlySet<string> oldBackups;
    private readonly IReadOnlySet<string> prunedBackups;
    private readonly int newBackups;
    private readonly string oldCommitted;
    private readonly string newCommitted;
    private readonly HashSet<string> infrastructure;

    private Judge(Sandbox sandbox, string before, string after, IReadOnlySet<string> known, Fingerprint oldExactly, Fingerprint oldPrint,
        Fingerprint newPrint, IReadOnlySet<string> oldBackups, IReadOnlySet<string> prunedBackups, int newBackups,
        string oldCommitted, string newCommitted)
    {
        this.sandbox = sandbox;
        layout = sandbox.Layout;
        Before = before;
        After = after;
        this.known = known;
        this.oldExactly = oldExactly;
        this.oldPrint = oldPrint;
        this.newPrint = newPrint;
        this.oldBackups = oldBackups;
        this.prunedBackups = prunedBackups;
        this.newBackups = newBackups;
        this.oldCommitted = oldCommitted;
        this.newCommitted = newCommitted;
        infrastructure = [layout.Transactions, .. Above(layout.Transactions, sandbox.Prefix), layout.LogDir,
            .. Above(layout.LogDir, sandbox.Prefix)];
    }

    /// <summary>The state the operation starts from.</summary>
    public string Before { get; }

    /// <summary>A state the operation ends in.</summary>
    public string After { get; }

    /// <param name="before">A saved state.</param>
    /// <param name="operate">Leads from it to the new one.</param>
    public static Judge Of(Sandbox sandbox, string before, Action operate)
    {
        sandbox.Load(before);
        var known = Fingerprint.KnownIds(sandbox.Layout);
        var oldExactly = Fingerprint.Of(sandbox.Layout);
        var oldPrint = Fingerprint.Of(sandbox.Layout, known);
        var oldBackups = sandbox.BackupIds.ToHashSet();
        var oldCommitted = Committed(sandbox.Layout, known);
        operate();
        return new Judge(
            sandbox, before, sandbox.Save(), known, oldExactly, oldPrint, Fingerprint.Of(sandbox.Layout, known), oldBackups,
            oldBackups.Except(sandbox.BackupIds).ToHashSet(), sandbox.BackupIds.Except(oldBackups).Count(),
            oldCommitted, Committed(sandbox.Layout, known));
    }

    /// <summary>While nothing has recovered yet: every live file is whole, the old or the new, and none of both states is
    /// missing.</summary>
    public string? FindMixture()
    {
        var now = Fingerprint.Of(layout, known);
        foreach (var (path, state) in now.Entries.Where(
            e => !IsBackup(e.Key) && !e.Key.Contains("/.lle-", StringComparison.Ordinal)
                && !e.Value.StartsWith("directory", StringComparison.Ordinal)))
        {
            if (state != oldPrint.Entries.GetValueOrDefault(path) && state != newPrint.Entries.GetValueOrDefault(path))
            {
                return $"{path} is {state}; old {oldPrint.Entries.GetValueOrDefault(path)}, new {newPrint.Entries.GetValueOrDefault(path)}";
            }
        }

        return oldPrint.Entries.Keys.Intersect(newPrint.Entries.Keys).Where(p => !IsBackup(p) && !now.Entries.ContainsKey(p))
            .Select(p => $"{p} is missing").FirstOrDefault();
    }

    /// <returns>"old", "new", or what is wrong.</returns>
    public string Name()
    {
        var exact = Fingerprint.Of(layout);
        if (exact.Entries.Keys.FirstOrDefault(p => p.Contains("/.lle-", StringComparison.Ordinal)) is { } left)
        {
            return $"left over: {left}";
        }

        var notOld = exact.DifferenceFrom(oldExactly, IsNewInfrastructure);
        var committed = Committed(layout, known);
        notOld ??= committed == oldCommitted ? null : $"what can be rolled back is {committed}; expected {oldCommitted}";
        if (notOld is null)
        {
            return "old";
        }

        // The record of a purge goes last: at worst the directories that led to it are left, empty.
        if (!Directory.Exists(After) && !(Directory.Exists(sandbox.Prefix)
            && Directory.EnumerateFiles(sandbox.Prefix, "*", SearchOption.AllDirectories).Any(f => f != layout.Lock)))
        {
            return "new";
        }

        var notNew = Fingerprint.Of(layout, known).DifferenceFrom(newPrint, p => IsBackup(p) || IsPruned(p)) ?? FindBackupProblem(exact)
            ?? (committed == newCommitted ? null : $"what can be rolled back is {committed}; expected {newCommitted}");
        return notNew is null ? "new" : $"not old: {notOld}\n  not new: {notNew}";
    }

    /// <summary>Recovers, and looks at everything a recovery promises.</summary>
    /// <returns>null, or what is wrong.</returns>
    public string? Recover(string? mustBe = null, bool redeploys = true)
    {
        var recovered = sandbox.Run("recover");
        if (recovered.Status is not (DeploymentStatus.Success or DeploymentStatus.Unchanged))
        {
            return $"recovery ended {recovered.Status}: {string.Join("; ", sandbox.Told)}";
        }

        var name = Name();
        if (name is not ("old" or "new") || (mustBe is not null && name != mustBe))
        {
            return mustBe is null ? name : $"expected {mustBe}: {name}";
        }

        var once = Fingerprint.Of(layout);
        var journals = Journals();
        sandbox.Run("recover");
        if (Fingerprint.Of(layout).DifferenceFrom(once) is { } changed)
        {
            return $"a second recovery changed {changed}";
        }

        if (!journals.SequenceEqual(Journals()))
        {
            return "a second recovery changed the transactions";
        }

        if (redeploys)
        {
            var again = sandbox.Run("deploy", "C", "LleForce=true");
            if (again.Status != DeploymentStatus.Success)
            {
                return $"deploying again ended {again.Status}: {string.Join("; ", sandbox.Told)}";
            }
        }

        return null;
    }

    /// <summary>What a rollback would be offered: a deployment that was undone is not.</summary>
    private static string Committed(TargetLayout layout, IReadOnlySet<string> known)
    {
        try
        {
            return string.Join(' ', CommittedTransaction.Read(layout).Select(c => known.Contains(c.Header.Id) ? c.Header.Id : "ID"));
        }
        catch (DeploymentException damaged)
        {
            return damaged.Diagnostics[0].ToString();
        }
    }

    private string[] Journals() => Directory.Exists(layout.Transactions)
        ? [.. Directory.EnumerateFileSystemEntries(layout.Transactions, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Select(p => File.Exists(p) ? $"{p} {Convert.ToHexString(File.ReadAllBytes(p))}" : p)]
        : [];

    private string? FindBackupProblem(Fingerprint exact)
    {
        // A purge has taken them along.
        foreach (var id in Directory.Exists(After) ? oldBackups.Except(prunedBackups) : [])
        {
            var folder = Path.Combine(layout.BackupDir, id);
            if (exact.DifferenceFrom(oldExactly, p => p != folder && !p.StartsWith(folder + "/", StringComparison.Ordinal)) is { } changed)
            {
                return $"an old backup changed: {changed}";
            }
        }

        var folders = Directory.Exists(layout.BackupDir)
            ? Directory.EnumerateDirectories(layout.BackupDir).Select(d => Path.GetFileName(d)!).Except(oldBackups).ToList() : [];
        if (folders.Count != newBackups)
        {
            return $"{folders.Count} new backups; expected {newBackups}";
        }

        try
        {
            return folders.SelectMany(f => Backup.Open(Path.Combine(layout.BackupDir, f)).Verify(CancellationToken.None))
                .Select(d => d.ToString()).FirstOrDefault();
        }
        catch (DeploymentException bad)
        {
            return bad.Diagnostics[0].ToString();
        }
    }

    /// <summary>What retention removes after the decision may be there still, wholly or in part: the next deployment removes it.</summary>
    private bool IsPruned(string path) => (path.StartsWith(layout.VersionsDir + "/", StringComparison.Ordinal)
            || path.StartsWith(layout.RollbackData("")[..^".data".Length], StringComparison.Ordinal))
        && oldPrint.Entries.ContainsKey(path) && !newPrint.Entries.ContainsKey(path);

    private bool IsBackup(string path) => path.StartsWith(layout.BackupDir + "/", StringComparison.Ordinal);

    /// <summary>Made before the lock, and kept whatever happens then: the directories that hold lock, journals and logs.</summary>
    private bool IsNewInfrastructure(string path) =>
        infrastructure.Contains(path) && !oldExactly.Entries.ContainsKey(path) && Directory.Exists(path)
            && File.GetUnixFileMode(path) == (UnixFileMode)0x1ed;

    private static IEnumerable<string> Above(string path, string top)
    {
        for (var at = Path.GetDirectoryName(path)!; at.Length >= top.Length; at = Path.GetDirectoryName(at)!)
        {
            yield return at;
        }
    }
}
