using Lle.Deploy.Backups;
using Lle.Deploy.Layout;
using Lle.Deploy.Logging;
using Lle.Deploy.Posix;
using Lle.Deploy.Transactions;

namespace Lle.Deploy.Tests.Backups;

/// <summary>A prefix with something in each of its directories, and backups of it.</summary>
internal sealed class Layouts : IDisposable
{
    private long sequence;

    public Layouts()
    {
        Root = Directory.CreateTempSubdirectory("lle-backups-").FullName;
        var prefix = Path.Combine(Root, "prefix");
        var data = Path.Combine(prefix, "var/lib/lusush");
        Layout = new TargetLayout(prefix, Path.Combine(prefix, "etc/lusush"), data, Path.Combine(prefix, "var/log/lusush"),
            Path.Combine(data, "backups"), "lusush");
        foreach (var directory in new[] { Layout.BinDir, Layout.ConfigDir, Layout.DataDir, Layout.LogDir, Layout.BackupDir,
            Layout.Transactions, Layout.History })
        {
            Directory.CreateDirectory(directory);
        }

        File.WriteAllText(Layout.Binary, "#!/bin/sh\n");
        File.SetUnixFileMode(Layout.Binary, (UnixFileMode)0x1ed);
        File.WriteAllText(Layout.Configuration, "[performance]\n");
        File.WriteAllText(Layout.AuditLog, "audit\n");
    }

    public const string Identity = "00112233445566778899aabbccddeeff";

    public string Root { get; }

    public TargetLayout Layout { get; }

    public Backup Write(string id, Backup? newest = null, string deployment = "")
    {
        var backup = new BackupWriter(Layout, newest, CancellationToken.None) { Identity = Identity }
            .Write(id, deployment.Length == 0 ? id : deployment, ++sequence);
        return backup;
    }

    /// <summary>A committed deployment whose way back is the backup.</summary>
    public void Commit(string id, string backupId, bool isUnchanged = false)
    {
        using var transaction = Transaction.Begin(Layout, new TransactionHeader
        {
            Identity = Identity,
            Id = id,
            Sequence = sequence,
            Operation = "deploy",
            Version = "1",
            Binary = Layout.Binary,
            Directories = [],
            Backup = Path.Combine(Layout.BackupDir, backupId),
            StartedBy = "tester",
            Started = DateTimeOffset.UnixEpoch,
        });
        transaction.Commit(isUnchanged);
        transaction.Close();
    }

    public IReadOnlyList<string> BackupFolders =>
        [.. Directory.EnumerateDirectories(Layout.BackupDir).Select(d => Path.GetFileName(d)!).Order(StringComparer.Ordinal)];

    public void Dispose() => FileTree.Delete(Root, durable: false);
}
