using System.Runtime.InteropServices;

namespace Lle.Deploy.Posix;

/// <summary>The error numbers the engine decides by, and words for the ones people meet. Linux numbers; macOS differs where
/// noted.</summary>
internal static class Errno
{
    public const int NotPermitted = 1;
    public const int NoEntry = 2;
    public const int Interrupted = 4;
    public const int InputOutput = 5;

    /// <summary>What opening a socket answers.</summary>
    public const int NoSuchDevice = 6;

    public const int AccessDenied = 13;
    public const int Busy = 16;
    public const int Exists = 17;
    public const int CrossDevice = 18;
    public const int NotDirectory = 20;
    public const int IsDirectory = 21;
    public const int Invalid = 22;
    public const int TextBusy = 26;
    public const int NoSpace = 28;
    public const int ReadOnlyFileSystem = 30;

    public static readonly int WouldBlock = OperatingSystem.IsMacOS() ? 35 : 11;
    public static readonly int NotEmpty = OperatingSystem.IsMacOS() ? 66 : 39;
    public static readonly int TooManyLinks = OperatingSystem.IsMacOS() ? 62 : 40;
    public static readonly int NotSupported = OperatingSystem.IsMacOS() ? 45 : 95;
    public static readonly int NotImplemented = OperatingSystem.IsMacOS() ? 78 : 38;
    public static readonly int NoData = OperatingSystem.IsMacOS() ? 93 : 61;
    public static readonly int QuotaExceeded = OperatingSystem.IsMacOS() ? 69 : 122;

    /// <summary>Why a name cannot be replaced or removed (EBUSY).</summary>
    public static string MountPoint(string path) => $"'{path}' is a mount point (EBUSY)";

    /// <summary>Why it cannot be changed, root included (EPERM).</summary>
    public static string Immutable(string path) => $"'{path}' is immutable (EPERM; see lsattr, chattr -i)";

    public static string Describe(int number) => number switch
    {
        NotPermitted => "operation not permitted (EPERM)",
        Busy => "in use, or a mount point (EBUSY)",
        NoEntry => "no such file or directory (ENOENT)",
        InputOutput => "input/output error (EIO)",
        AccessDenied => "permission denied (EACCES)",
        Exists => "it exists already (EEXIST)",
        CrossDevice => "on another file system (EXDEV)",
        NotDirectory => "not a directory (ENOTDIR)",
        IsDirectory => "is a directory (EISDIR)",
        NoSpace => "no space left on the file system (ENOSPC)",
        ReadOnlyFileSystem => "the file system is read-only (EROFS)",
        37 => "no locks available (ENOLCK)",
        24 => "too many open files (EMFILE)",
        TextBusy => "the file is being executed (ETXTBSY)",
        27 => "file too large (EFBIG)",
        36 => "file name too long (ENAMETOOLONG)",
        8 => "not an executable format (ENOEXEC)",
        12 => "out of memory (ENOMEM)",
        _ when number == NotEmpty => "directory not empty (ENOTEMPTY)",
        _ when number == TooManyLinks => "it is a symbolic link (ELOOP)",
        _ when number == QuotaExceeded => "disk quota exceeded (EDQUOT)",
        _ when number == WouldBlock => "held by another process (EWOULDBLOCK)",
        _ when number == NotSupported => "not supported by the file system (EOPNOTSUPP)",
        _ => $"{Marshal.GetPInvokeErrorMessage(number).TrimEnd('.')} (error number {number})",
    };
}
