using System.Collections.Concurrent;
using Lle.Deploy.Posix;
using Lle.Deploy.Transactions;

namespace Lle.Deploy.Backups;

/// <summary>Copies one file into a backup, or gives the newest backup's copy a second name where it is alike. Used by several threads at
/// once.</summary>
/// <param name="isEarlierVerified">The earlier copies were read and found good in this operation.</param>
internal sealed class FileCopy(bool syncEach, bool isEarlierVerified, CancellationToken cancellation)
{
    public const string Vanished = "vanished while the backup was made";
    public const string Changed = "was written to while it was copied; the copy holds what was read";
    private const int MostTries = 2;

    /// <summary>File systems that cannot share blocks between this file and its copy: asked once each.</summary>
    private readonly ConcurrentDictionary<ulong, bool> cannotClone = new();

    public FileCopyResult Run(BackupFolder folder, string name, ManifestEntry? old)
    {
        cancellation.ThrowIfCancellationRequested();
        try
        {
            return Shared(folder, name, old) is { } shared ? new FileCopyResult(shared) : Copied(folder, name);
        }
        catch (PosixException error) when (error.ErrorNumber == Errno.NoEntry && folder.Source.Status(name) is null)
        {
            return new FileCopyResult(null, Vanished);
        }
    }

    private FileCopyResult Copied(BackupFolder folder, string name)
    {
        for (var attempt = 1; ; attempt++)
        {
            using var source = folder.Source.OpenRead(name);
            var status = source.Opened;
            ManifestEntry entry;
            using (var copy = folder.Copy.Create(name))
            {
                entry = Fill(copy, source, folder, name, status);
            }

            var isSame = Stands(source.Status(), status);
            if (isSame || attempt == MostTries)
            {
                return new FileCopyResult(entry, isSame ? null : Changed);
            }

            folder.Copy.Unlink(name);
        }
    }

    private ManifestEntry Fill(PosixFile copy, PosixFile source, BackupFolder folder, string name, FileStatus status)
    {
        var attributes = source.Attributes();
        var (sha256, length) = Clone(copy, source, folder, name, status) ?? copy.CopyFrom(source, cancellation);
        if (Accounts.CurrentUser == 0 && (status.User, status.Group) != (0, Accounts.CurrentGroup))
        {
            copy.SetOwner(status.User, status.Group);
        }

        copy.SetMode(status.Mode);
        copy.SetAttributes(GiveableTraits.Settable(attributes));
        copy.SetModified(status.ModifiedNanoseconds);
        if (syncEach)
        {
            copy.Sync();
        }

        return new ManifestEntry(folder.Entry(name), StateOf(status, sha256, attributes), length, status.ModifiedNanoseconds);
    }

    private (string Sha256, long Length)? Clone(PosixFile copy, PosixFile source, BackupFolder folder, string name, FileStatus status)
    {
        if (cannotClone.ContainsKey(status.Device))
        {
            return null;
        }

        if (!copy.TryClone(source))
        {
            cannotClone[status.Device] = true;
            return null;
        }

        return (HashOf(folder.Copy, name), copy.Status().Size);
    }

    private static bool Stands(FileStatus now, FileStatus before) =>
        (now.Size, now.ModifiedNanoseconds, now.ChangedNanoseconds) == (before.Size, before.ModifiedNanoseconds, before.ChangedNanoseconds);

    /// <summary>
    /// Time stamps only say where it is worth looking: the source is read, and the earlier copy too, which may have been damaged since;
    /// then this backup gets a copy of its own.
    /// </summary>
    private ManifestEntry? Shared(BackupFolder folder, string name, ManifestEntry? old)
    {
        if (old is not { State.Kind: FileKind.File } || folder.Earlier is not { } earlier)
        {
            return null;
        }

        using var source = folder.Source.OpenRead(name);
        var status = source.Opened;
        if ((old.Size, old.Modified) != (status.Size, status.ModifiedNanoseconds)
            || StateOf(status, source.Hash(cancellation), source.Attributes()) != old.State
            || !folder.Copy.TryLink(earlier, name, name))
        {
            return null;
        }

        if (isEarlierVerified || TryHash(folder.Copy, name) == old.State.Sha256)
        {
            return old;
        }

        folder.Copy.Unlink(name);
        return null;
    }

    /// <returns>null: the earlier copy cannot be read, which is no reason for this backup to fail.</returns>
    private string? TryHash(PosixDirectory copies, string name)
    {
        try
        {
            return HashOf(copies, name);
        }
        catch (PosixException)
        {
            return null;
        }
    }

    private string HashOf(PosixDirectory copies, string name)
    {
        using var copy = copies.OpenRead(name);
        return copy.Hash(cancellation);
    }

    private static PathState StateOf(FileStatus status, string sha256, IReadOnlyDictionary<string, byte[]> attributes) => new()
    {
        Kind = FileKind.File,
        Mode = status.Mode,
        User = status.User,
        Group = status.Group,
        Sha256 = sha256,
        Attributes = PathState.Encode(attributes),
    };
}
