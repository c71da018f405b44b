using System.Runtime.InteropServices;

namespace Lle.Deploy.Posix;

/// <summary>
/// Being there when a child ends: Linux stops it once more on its way out, while all that it used can still be read. One thread does the
/// whole of it, because the kernel takes only the thread that began a trace for the tracer.
/// </summary>
internal static unsafe partial class TraceCalls
{
    [LibraryImport("libc", EntryPoint = "ptrace", SetLastError = true)]
    private static partial nint Trace(nint request, int pid, nint address, nint data);

    private const int Seize = 0x4206;
    private const int Continue = 7;
    private const int StopAtExit = 0x40;

    private const int Stopped = 2;
    private const int Exited = 4;
    private const int Stay = 0x01000000;
    private const int AnyChild = 0x40000000;

    // CLD_TRAPPED, and the event of a stop at exit (PTRACE_EVENT_EXIT) above SIGTRAP.
    private const int Trapped = 4;
    private const int AtExit = 5 | (6 << 8);

    /// <summary>False: not allowed here, ended already, or no Linux; the child is as if it had not been asked for.</summary>
    public static bool TryAttend(int pid) => OperatingSystem.IsLinux() && Trace(Seize, pid, 0, StopAtExit) == 0;

    /// <summary>Waits until an attended child stops at its exit. False: it was gone without one.</summary>
    public static bool AwaitExitStop(int pid)
    {
        // siginfo_t of 64-bit Linux: si_code is the third int, si_status the seventh.
        var info = stackalloc int[ProcessCalls.OpaqueSize / sizeof(int)];
        while (ProcessCalls.WaitId(ProcessCalls.OnePid, (uint)pid, info, Stopped | Exited | Stay | AnyChild) == 0
            ? info[2] == Trapped
            : Marshal.GetLastPInvokeError() == Errno.Interrupted)
        {
            if (info[6] == AtExit)
            {
                return true;
            }

            // Any other stop is for a signal: it is handed on. (The low byte; events of the trace itself stand above it and hand on
            // nothing.)
            Trace(Continue, pid, 0, info[6] > 0xff ? 0 : info[6]);
        }

        return false;
    }

    public static void Release(int pid) => Trace(Continue, pid, 0, 0);
}
