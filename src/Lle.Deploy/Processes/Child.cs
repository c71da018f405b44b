using System.Diagnostics;
using System.Runtime.InteropServices;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Posix;

namespace Lle.Deploy.Processes;

/// <summary>How a process ended and what it used.</summary>
internal readonly record struct ChildEnd(int Status, long UserMicroseconds, long SystemMicroseconds)
{
    public LaunchOutcome Outcome => (Status & 0x7f) == 0 ? LaunchOutcome.Exited : LaunchOutcome.Signalled;

    public int ExitCode => Outcome == LaunchOutcome.Exited ? (Status >> 8) & 0xff : 0;

    public int Signal => Status & 0x7f;
}

/// <summary>Waiting for a process in two steps: see that it ended (its number stays taken), then reap it.</summary>
internal static unsafe class Child
{
    /// <summary>Blocks until the process has ended; it stays to be reaped.</summary>
    public static void AwaitEnd(int pid, string executable)
    {
        var info = stackalloc byte[ProcessCalls.OpaqueSize];
        while (ProcessCalls.WaitId(ProcessCalls.OnePid, (uint)pid, info, ProcessCalls.ExitedAndStay) != 0)
        {
            Repeatable(executable);
        }
    }

    /// <summary>Whether the process has ended, without waiting; it stays to be reaped.</summary>
    public static bool HasEnded(int pid, string executable)
    {
        var info = stackalloc int[ProcessCalls.OpaqueSize / sizeof(int)];
        new Span<byte>(info, ProcessCalls.OpaqueSize).Clear();
        while (ProcessCalls.WaitId(ProcessCalls.OnePid, (uint)pid, info, ProcessCalls.ExitedAndStay | ProcessCalls.NoHang) != 0)
        {
            Repeatable(executable);
        }

        // si_signo, the first field of siginfo_t everywhere, stays 0 while the process runs.
        return *info != 0;
    }

    public static ChildEnd Reap(int pid, string executable)
    {
        var usage = stackalloc byte[ProcessCalls.OpaqueSize];
        int status;
        while (ProcessCalls.Wait4(pid, &status, 0, usage) != pid)
        {
            Repeatable(executable);
        }

        // struct rusage starts with two timevals. (Its peak memory is not used; see PeakMemory.)
        var longs = (long*)usage;
        return new ChildEnd(status, (longs[0] * 1_000_000) + longs[1], (longs[2] * 1_000_000) + longs[3]);
    }

    private static void Repeatable(string executable)
    {
        var error = Marshal.GetLastPInvokeError();
        if (error != Errno.Interrupted)
        {
            throw new DeploymentException(DiagnosticCatalog.ExitStatusLost(executable, Errno.Describe(error)));
        }
    }

    public static TimeSpan Since(long started) => Stopwatch.GetElapsedTime(started);
}
