using System.Runtime.InteropServices;

namespace Lle.Deploy.Posix;

/// <summary>Signal numbers that are the same on every Unix, their names for people, and two dispositions this process needs.</summary>
internal static partial class Signals
{
    public const int Kill = 9;

    private const int BrokenPipe = 13;

    [LibraryImport("libc", EntryPoint = "signal", SetLastError = true)]
    private static partial nint SetHandler(int signal, nint handler);

    /// <summary>
    /// Writing to a program that has gone must fail with EPIPE, not end this process. The .NET runtime ignores SIGPIPE already;
    /// saying it again costs one system call and covers every way the engine is hosted.
    /// </summary>
    public static void IgnoreBrokenPipe()
    {
        const int Ignore = 1;
        _ = SetHandler(BrokenPipe, Ignore);
    }

    /// <summary>For example "SIGSEGV"; "signal 40" where the number has no common name.</summary>
    public static string Name(int signal) => signal switch
    {
        1 => "SIGHUP",
        2 => "SIGINT",
        3 => "SIGQUIT",
        4 => "SIGILL",
        5 => "SIGTRAP",
        6 => "SIGABRT",
        7 when OperatingSystem.IsLinux() => "SIGBUS",
        8 => "SIGFPE",
        9 => "SIGKILL",
        11 => "SIGSEGV",
        13 => "SIGPIPE",
        14 => "SIGALRM",
        15 => "SIGTERM",
        24 => "SIGXCPU",
        25 => "SIGXFSZ",
        31 when OperatingSystem.IsLinux() => "SIGSYS",
        _ => $"signal {signal}",
    };
}
