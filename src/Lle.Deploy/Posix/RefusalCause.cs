namespace Lle.Deploy.Posix;

/// <summary>Why the system refused a change in a directory, where the error number alone does not say it.</summary>
internal static class RefusalCause
{
    /// <param name="error">Of the call that failed.</param>
    /// <param name="directory">Its descriptor.</param>
    /// <param name="names">What was to be changed in it.</param>
    /// <returns>null: the error number says all there is to say.</returns>
    public static string? Of(int error, int directory, string path, params ReadOnlySpan<string> names)
    {
        if (error is not (Errno.Busy or Errno.NotPermitted))
        {
            return null;
        }

        if (FileStatus.Read(directory, "", out var self) == 0 && self.IsImmutable)
        {
            return Errno.Immutable(path);
        }

        foreach (var name in names)
        {
            if (FileStatus.Read(directory, name, out var status) == 0)
            {
                if (error == Errno.Busy && status.IsMountPoint)
                {
                    return Errno.MountPoint(Path.Join(path, name));
                }

                if (error == Errno.NotPermitted && status.IsImmutable)
                {
                    return Errno.Immutable(Path.Join(path, name));
                }
            }
        }

        return null;
    }
}
