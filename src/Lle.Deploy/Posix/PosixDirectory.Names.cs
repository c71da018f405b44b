using System.Runtime.InteropServices;

namespace Lle.Deploy.Posix;

/// <content>What becomes of its names: given, exchanged, moved, taken away. Each in one step.</content>
internal sealed partial class PosixDirectory
{
    public void RemoveDirectory(string name)
    {
        if (FileCalls.UnlinkAt(descriptor, name, FileConstants.AtRemoveDirectory) != 0)
        {
            throw Failed("remove the directory", name);
        }

        FileOperations.Done(FileOperationKind.RemoveDirectory, Join(name));
    }

    public void Unlink(string name)
    {
        if (FileCalls.UnlinkAt(descriptor, name, 0) != 0)
        {
            throw Failed("remove", name);
        }

        FileOperations.Done(FileOperationKind.Unlink, Join(name));
    }

    /// <summary>Replaces what has the new name, atomically. Both names are in this directory: another file system cannot come in.</summary>
    public void Rename(string from, string to)
    {
        if (FileCalls.RenameAt(descriptor, from, descriptor, to) != 0)
        {
            var error = Marshal.GetLastPInvokeError();
            throw new PosixException($"rename to '{to}'", Join(from), error, RefusalCause.Of(error, descriptor, Path, to, from));
        }

        FileOperations.Done(FileOperationKind.Rename, Join(from), Join(to));
    }

    /// <summary>Takes what another directory has under a name, atomically.</summary>
    /// <returns>false where that lies on another file system.</returns>
    public bool TryMoveHere(PosixDirectory from, string existing, string name)
    {
        if (FileCalls.RenameAt(from.descriptor, existing, descriptor, name) == 0)
        {
            FileOperations.Done(FileOperationKind.Rename, from.Join(existing), Join(name));
            return true;
        }

        var error = Marshal.GetLastPInvokeError();
        return error == Errno.CrossDevice ? false : throw new PosixException($"move to '{Path}'", from.Join(existing), error);
    }

    /// <summary>Gives a file its name where nothing has it, in one step: of two programs that come at once, one gets it.</summary>
    /// <returns>false where something has the name.</returns>
    public bool TryRenameToNew(string from, string to)
    {
        var error = RenameWith(FileConstants.OnlyNewOnLinux, FileConstants.OnlyNewOnMacOS, from, to);
        if (IsUnsupported(error))
        {
            if (Status(to) is not null)
            {
                return false;
            }

            Rename(from, to);
            return true;
        }

        if (error == Errno.Exists)
        {
            return false;
        }

        if (error != 0)
        {
            throw new PosixException($"rename to '{to}'", Join(from), error, RefusalCause.Of(error, descriptor, Path, to, from));
        }

        FileOperations.Done(FileOperationKind.Rename, Join(from), Join(to));
        return true;
    }

    private int RenameWith(uint onLinux, uint onMacOS, string from, string to)
    {
        var result = OperatingSystem.IsMacOS()
            ? FileCalls.AppleRenameAt(descriptor, from, descriptor, to, onMacOS)
            : FileCalls.RenameAtWithFlags(FileConstants.RenameAt2Number, descriptor, from, descriptor, to, onLinux);
        return result == 0 ? 0 : Marshal.GetLastPInvokeError();
    }

    private static bool IsUnsupported(int error) => error == Errno.Invalid || error == Errno.NotImplemented || error == Errno.NotSupported;

    /// <summary>Swaps two names of this directory in one step.</summary>
    /// <returns>false where the file system cannot.</returns>
    public bool TryExchange(string one, string other)
    {
        if (RenameWith(FileConstants.ExchangeOnLinux, FileConstants.ExchangeOnMacOS, one, other) is var error and not 0)
        {
            return IsUnsupported(error) ? false : throw new PosixException(
                "replace", Join(other), error, RefusalCause.Of(error, descriptor, Path, other, one));
        }

        FileOperations.Done(FileOperationKind.Exchange, Join(one), Join(other));
        return true;
    }

    /// <summary>A second name in this directory for a file of another.</summary>
    /// <returns>false where the file system or its rules refuse.</returns>
    public bool TryLink(PosixDirectory from, string existing, string name)
    {
        if (FileCalls.LinkAt(from.descriptor, existing, descriptor, name, 0) != 0)
        {
            return false;
        }

        FileOperations.Done(FileOperationKind.Link, from.Join(existing), Join(name));
        return true;
    }

    public void MakeSymbolicLink(string target, string name)
    {
        if (FileCalls.SymbolicLinkAt(target, descriptor, name) != 0)
        {
            throw Failed("make the symbolic link", name);
        }

        FileOperations.Done(FileOperationKind.SymbolicLink, Join(name), target);
    }

    public void SetLinkOwner(string name, uint user, uint group)
    {
        if (FileCalls.ChangeOwnerAt(descriptor, name, user, group, FileConstants.AtNoFollow) != 0)
        {
            throw PosixException.Last("change the owner of", Join(name));
        }

        FileOperations.Done(FileOperationKind.SetOwner, Join(name));
    }

    public unsafe string ReadLink(string name)
    {
        var buffer = stackalloc byte[4096];
        var length = FileCalls.ReadLinkAt(descriptor, name, buffer, 4096);
        return length >= 0 ? FileName.FromBytes(new ReadOnlySpan<byte>(buffer, (int)length))
            : throw PosixException.Last("read the link", Join(name));
    }
}
