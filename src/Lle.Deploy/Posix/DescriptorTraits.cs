namespace Lle.Deploy.Posix;

/// <summary>Mode and owner of what is open, file or directory.</summary>
internal static class DescriptorTraits
{
    public static void SetMode(int descriptor, string path, uint mode)
    {
        if (FileCalls.ChangeMode(descriptor, mode) != 0)
        {
            throw PosixException.Last("change the mode of", path);
        }

        FileOperations.Done(FileOperationKind.SetMode, path, mode: mode);
    }

    public static void SetOwner(int descriptor, string path, uint user, uint group)
    {
        if (FileCalls.ChangeOwner(descriptor, user, group) != 0)
        {
            throw PosixException.Last("change the owner of", path);
        }

        FileOperations.Done(FileOperationKind.SetOwner, path);
    }
}
