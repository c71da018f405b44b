using System.Runtime.InteropServices;

namespace Lle.Deploy.Posix;

/// <summary>
/// One call that makes everything durable that was written to a file system, instead of one fsync a file. Only where a failure is reported:
/// Linux 5.8 and newer, on file systems that are known to keep the promise of fsync in syncfs; everywhere else each file is made durable by
/// itself.
/// </summary>
internal static class FileSystemSync
{
    // f_type of statfs: ext2 to ext4, xfs, btrfs, f2fs, tmpfs.
    private static readonly long[] Known = [0xEF53, 0x58465342, 0x9123683E, 0xF2F52010, 0x01021994];
    private static readonly bool KernelReports = OperatingSystem.IsLinux() && Environment.OSVersion.Version >= new Version(5, 8);

    /// <summary>Tests of the other way set it to false.</summary>
    public static bool IsAllowed { get; set; } = true;

    public static unsafe bool IsSound(int descriptor)
    {
        if (!IsAllowed || !KernelReports)
        {
            return false;
        }

        // struct statfs begins with f_type, a long, on every 64-bit Linux; 120 bytes are used.
        var status = stackalloc long[64];
        return FileCalls.FileSystemStatus(descriptor, status) == 0 && Known.Contains(status[0]);
    }

    /// <param name="descriptor">Opened before the first of the writes: errors are reported since then.</param>
    public static void Sync(int descriptor, string path)
    {
        if (FileCalls.SyncFileSystem(descriptor) != 0)
        {
            throw new PosixException("make durable (syncfs) the file system of", path, Marshal.GetLastPInvokeError());
        }

        FileOperations.Done(FileOperationKind.SyncFileSystem, path);
    }
}
