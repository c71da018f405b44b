using System.Runtime.InteropServices;

namespace Lle.Deploy.Posix;

/// <summary>
/// One open directory. Everything is done relative to its descriptor and by a single name, and no symbolic link is ever followed:
/// what somebody swaps above it meanwhile changes nothing. Every failure is a <see cref="PosixException"/> that names the path.
/// </summary>
internal sealed partial class PosixDirectory : IDisposable
{
    private static readonly int DirectoryFlags =
        FileConstants.ReadOnly | FileConstants.Directory | FileConstants.NoFollow | FileConstants.CloseOnExec;

    private int descriptor;
    private ulong? device;

    private PosixDirectory(int descriptor, string path)
    {
        this.descriptor = descriptor;
        Path = path;
    }

    public string Path { get; }

    /// <summary>The file system it lies on.</summary>
    public ulong Device => device ??= Status().Device;

    /// <summary>Walks to an absolute path one name at a time; what leads there need only be searchable.</summary>
    public static PosixDirectory Open(string absolutePath) =>
        TryOpen(absolutePath) ?? throw new PosixException("open the directory", absolutePath, Errno.NoEntry);

    /// <returns>null where a component does not exist; a link or a file on the way is an error.</returns>
    public static PosixDirectory? TryOpen(string absolutePath) => TryOpen(absolutePath, DirectoryFlags);

    /// <summary>Only to be examined, itself and the names in it: works also where it may not be read.</summary>
    public static PosixDirectory? TryOpenToExamine(string absolutePath) => TryOpen(absolutePath, DirectoryFlags | FileConstants.PathOnly);

    /// <summary>As <see cref="TryOpenToExamine"/>, and null also where a link or a file stands there or on the way: no link is followed, so
    /// it leads nowhere, and whoever needs a directory there says so.</summary>
    public static PosixDirectory? TryOpenWhereDirectory(string absolutePath)
    {
        try
        {
            return TryOpenToExamine(absolutePath);
        }
        catch (PosixException error) when (error.IsOtherKind)
        {
            return null;
        }
    }

    private static PosixDirectory? TryOpen(string absolutePath, int flags)
    {
        var names = absolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var open = FileCalls.OpenAt(FileConstants.CurrentDirectory, "/", Flags(0), 0);
        if (open < 0)
        {
            throw PosixException.Last("open", "/");
        }

        var directory = new PosixDirectory(open, "/");
        for (var index = 0; index < names.Length; index++)
        {
            PosixDirectory? next;
            using (directory)
            {
                next = directory.TryOpenDirectory(names[index], Flags(index + 1));
            }

            if (next is null)
            {
                return null;
            }

            directory = next;
        }

        return directory;

        int Flags(int depth) => depth == names.Length ? flags : DirectoryFlags | FileConstants.PathOnly;
    }

    /// <summary>The directory that holds <paramref name="absolutePath"/>, and the name in it.</summary>
    public static PosixDirectory OpenParent(string absolutePath, out string name)
    {
        name = System.IO.Path.GetFileName(absolutePath);
        return Open(System.IO.Path.GetDirectoryName(absolutePath)!);
    }

    /// <returns>null where the name does not exist.</returns>
    public PosixDirectory? TryOpenDirectory(string name) => TryOpenDirectory(name, DirectoryFlags);

    private PosixDirectory? TryOpenDirectory(string name, int flags)
    {
        var open = FileCalls.OpenAt(descriptor, name, flags, 0);
        return open >= 0 ? new PosixDirectory(open, Join(name))
            : Marshal.GetLastPInvokeError() == Errno.NoEntry ? null
            : throw PosixException.Last("open the directory", Join(name));
    }

    public FileStatus Status() =>
        FileStatus.Read(descriptor, "", out var status) is var error and not 0 ? throw new PosixException("examine", Path, error) : status;

    /// <returns>null where the name does not exist.</returns>
    public FileStatus? Status(string name) => FileStatus.Read(descriptor, name, out var status) switch
    {
        0 => status,
        Errno.NoEntry => null,
        var error => throw new PosixException("examine", Join(name), error),
    };

    /// <inheritdoc cref="FileStatus.Allocated"/>
    public long Allocated(string name) => FileStatus.Allocated(descriptor, name);

    /// <summary>A new file for writing; fails where anything has the name. Readable by the owner only until its mode is set.</summary>
    public PosixFile Create(string name)
    {
        var file = OpenFile(name, FileConstants.WriteOnly | FileConstants.Create | FileConstants.Exclusive, FileModes.Secret, "create");
        FileOperations.Done(FileOperationKind.Create, file.Path, mode: FileModes.Secret);
        return file;
    }

    /// <summary>A regular file, or an error; a pipe, a device or a socket is never waited for.</summary>
    public PosixFile OpenRead(string name) => OpenFile(name, FileConstants.ReadOnly | FileConstants.NonBlocking, 0, "open");

    /// <returns>null: nothing has the name.</returns>
    public PosixFile? TryOpenRead(string name)
    {
        try
        {
            return OpenRead(name);
        }
        catch (PosixException error) when (error.ErrorNumber == Errno.NoEntry)
        {
            return null;
        }
    }

    /// <summary>For adding at the end; made with the given mode where it does not exist.</summary>
    public PosixFile OpenAppend(string name, uint modeOfNew)
    {
        while (true)
        {
            try
            {
                return Status(name) is null ? CreateForAppending(name, modeOfNew) : OpenStandingForAppending(name);
            }
            catch (PosixException error) when (error.ErrorNumber == Errno.Exists)
            {
                // Another run made it since.
            }
            catch (PosixException error) when (error.ErrorNumber == Errno.NoEntry && Status().Links > 0)
            {
                // Another run removed it since, and the directory stands.
            }
        }
    }

    private PosixFile CreateForAppending(string name, uint mode)
    {
        var flags = FileConstants.WriteOnly | FileConstants.Append | FileConstants.Create | FileConstants.Exclusive;
        var file = OpenFile(name, flags, FileModes.Secret, "create");
        FileOperations.Done(FileOperationKind.Create, file.Path, mode: FileModes.Secret);
        file.SetMode(mode);
        return file;
    }

    private PosixFile OpenStandingForAppending(string name)
    {
        var standing = OpenFile(name, FileConstants.WriteOnly | FileConstants.Append | FileConstants.NonBlocking, 0, "open");
        if (standing.Status().Links <= 1)
        {
            return standing;
        }

        // Whoever may make names in this directory could have given this one to a file that is not theirs.
        standing.Dispose();
        throw new PosixException("open", Join(name), Errno.TooManyLinks, "it has a second name (hard link)");
    }

    private PosixFile OpenFile(string name, int flags, uint mode, string operation)
    {
        var open = FileCalls.OpenAt(descriptor, name, flags | FileConstants.NoFollow | FileConstants.CloseOnExec, mode);
        if (open < 0)
        {
            // What opening a socket, or a pipe that nobody reads, answers.
            throw Marshal.GetLastPInvokeError() == Errno.NoSuchDevice ? PosixException.NotAFile(Join(name)) : Failed(operation, name);
        }

        var file = new PosixFile(open, Join(name));
        if ((flags & FileConstants.NonBlocking) != 0)
        {
            file.RequireRegular();
        }

        return file;
    }

    /// <summary>The failure of the call just made on a name of this directory, with the reason that the error number alone does not
    /// say.</summary>
    private PosixException Failed(string operation, string name, string? path = null)
    {
        var error = Marshal.GetLastPInvokeError();
        return new PosixException(operation, path ?? Join(name), error, RefusalCause.Of(error, descriptor, Path, name));
    }

    /// <summary>A new directory with exactly this mode, whatever the umask; never a wider one, and with an ordinary umask this one at
    /// once.</summary>
    public void MakeDirectory(string name, uint mode)
    {
        if (FileCalls.MakeDirectoryAt(descriptor, name, mode) != 0)
        {
            throw Failed("make the directory", name);
        }

        using var made = TryOpenDirectory(name) ?? throw new PosixException("open the directory", Join(name), Errno.NoEntry);
        var given = made.Status().Mode;
        FileOperations.Done(FileOperationKind.MakeDirectory, Join(name), mode: given);
        if (mode != given)
        {
            made.SetMode(mode);
        }
    }

    public void SetMode(uint mode) => DescriptorTraits.SetMode(descriptor, Path, mode);

    public void SetOwner(uint user, uint group) => DescriptorTraits.SetOwner(descriptor, Path, user, group);

    public IReadOnlyDictionary<string, byte[]> Attributes() => ExtendedAttributes.Read(descriptor, Path);

    /// <summary>Works for a directory that may only be examined too. null: it has none but its mode.</summary>
    public AccessControlList? AccessControl() =>
        ExtendedAttributes.ValueOf(Path, AccessControlList.Attribute) is { } value ? AccessControlList.Parse(value) : null;

    public void SetAttributes(IReadOnlyDictionary<string, byte[]> attributes) => ExtendedAttributes.Write(descriptor, Path, attributes);

    public void RemoveAttributes(IEnumerable<string> names) => ExtendedAttributes.Remove(descriptor, Path, names);

    /// <summary>The names in it, in ordinal order; see <see cref="FileName"/> for those that are no UTF-8.</summary>
    public IReadOnlyList<string> Names() => DirectoryNames.Read(descriptor, Path);

    /// <summary>The same, with what the directory says of each: a look at every one of them is saved where only files count.</summary>
    public IReadOnlyList<DirectoryEntry> Entries() => DirectoryNames.Entries(descriptor, Path);

    /// <summary>Makes the names in it durable: a rename, creation or removal is not on disk before this.</summary>
    public void Sync()
    {
        PosixFile.SyncDescriptor(descriptor, Path);
        FileOperations.Done(FileOperationKind.SyncDirectory, Path);
    }

    /// <summary>Whether one call makes everything durable that was written to this file system; else each file has to be, by
    /// itself.</summary>
    public bool CanSyncFileSystem => FileSystemSync.IsSound(descriptor);

    /// <summary>Makes everything durable that was written to this file system since this directory was opened, or fails for good.</summary>
    public void SyncFileSystem() => FileSystemSync.Sync(descriptor, Path);

    private string Join(string name) => System.IO.Path.Join(Path, name);

    public void Dispose()
    {
        var open = Interlocked.Exchange(ref descriptor, -1);
        if (open >= 0)
        {
            _ = FileCalls.Close(open);
        }
    }
}
