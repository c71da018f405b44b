using Lle.Deploy.Diagnostics;

namespace Lle.Deploy.Posix;

internal static class FreeSpace
{
    /// <summary>KiB that an unprivileged user may still write on the file system of a path that exists.</summary>
    public static long Kib(string path)
    {
        try
        {
            return new DriveInfo(path).AvailableFreeSpace / 1024;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new DeploymentException(DiagnosticCatalog.FileOperationFailed(
                "ask for the free space of", path, "the file system did not answer"), error);
        }
    }
}
