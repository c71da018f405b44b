using System.Runtime.InteropServices;

namespace Lle.Deploy.Posix;

/// <summary>Signal numbers that are the same on every Unix, their names for people, and the dispositions this process needs.</summary>
internal static unsafe partial class Signals
{
    public const int HangUp = 1;

    public const int Kill = 9;

    public const int Terminate = 15;

    private const int BrokenPipe = 13;

    private const nint Default = 0;

    private const nint Ignore = 1;

    private static readonly int ChildEnded = OperatingSystem.IsMacOS() ? 20 : 17;

    [LibraryImport("libc", EntryPoint = "signal", SetLastError = true)]
    private static partial nint SetHandler(int signal, nint handler);

    [LibraryImport("libc", EntryPoint = "sigaction", SetLastError = true)]
    private static partial int GetAction(int signal, void* none, void* current);

    /// <summary>
    /// Writing to a program that has gone must fail with EPIPE, not end this process. The .NET runtime ignores SIGPIPE already;
    /// saying it again costs one system call and covers every way the engine is hosted.
    /// </summary>
    public static void IgnoreBrokenPipe() => _ = SetHandler(BrokenPipe, Ignore);

    /// <summary>
    /// Where SIGCHLD is ignored (a wrapper with trap '' CHLD hands that down), the kernel throws exit statuses away; then the default comes
    /// back. A handler somebody has set, the .NET runtime for instance, is left alone.
    /// </summary>
    public static void KeepExitStatuses()
    {
        // The handler is the first field of struct sigaction everywhere.
        var action = stackalloc nint[ProcessCalls.OpaqueSize / sizeof(nint)];
        if (GetAction(ChildEnded, null, action) == 0 && action[0] == Ignore)
        {
            _ = SetHandler(ChildEnded, Default);
        }
    }

    /// <summary>Whether the process ignores it: nohup, or trap '' HUP, hands that down.</summary>
    public static bool IsIgnored(int signal)
    {
        var action = stackalloc nint[ProcessCalls.OpaqueSize / sizeof(nint)];
        return GetAction(signal, null, action) == 0 && action[0] == Ignore;
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
