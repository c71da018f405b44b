using System.Runtime.InteropServices;

namespace Lle.Deploy.Posix;

/// <summary>Descriptors that talk to another process: pipes, terminals, /dev/null. All set errno; callers repeat on EINTR.</summary>
internal static unsafe partial class PipeCalls
{
    [LibraryImport("libc", EntryPoint = "pipe2", SetLastError = true)]
    private static partial int Pipe2(int* ends, int flags);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    public static partial nint Read(int descriptor, byte* buffer, nint count);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    public static partial nint Write(int descriptor, byte* buffer, nint count);

    [LibraryImport("libc", EntryPoint = "close")]
    public static partial int Close(int descriptor);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    public static partial int Poll(PollEntry* entries, nuint count, int milliseconds);

    [LibraryImport("libc", EntryPoint = "ppoll", SetLastError = true)]
    public static partial int PollPrecisely(PollEntry* entries, nuint count, TimeSpecification* time, void* mask);

    /// <summary>Neither end outlives an exec; (-1, -1) on failure.</summary>
    public static (int Read, int Write) Create()
    {
        var ends = stackalloc int[2];
        return Pipe2(ends, CloseOnExec) == 0 ? (ends[0], ends[1]) : (-1, -1);
    }

    /// <summary>Nothing to read, and a place for what nobody reads. In a root without /dev it is a file in memory, which does both: whoever
    /// reads it stands at its end.</summary>
    public static int OpenNull()
    {
        var descriptor = Open("/dev/null", ReadWrite | CloseOnExec);
        return descriptor < 0 && Marshal.GetLastPInvokeError() == Errno.NoEntry && OperatingSystem.IsLinux()
            ? CreateInMemory("null", MemoryCloseOnExec) : descriptor;
    }

    private const uint MemoryCloseOnExec = 1;

    [LibraryImport("libc", EntryPoint = "memfd_create", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int CreateInMemory(string name, uint flags);

    public static int OpenTerminal() => Open("/dev/tty", ReadWrite | CloseOnExec);

    public const int ReadWrite = 2;

    public static int CloseOnExec => OperatingSystem.IsMacOS() ? 0x1000000 : 0x80000;

    public const short Readable = 1;

    public const short Writable = 4;

    public const short HungUp = 0x10;
}

/// <summary>struct pollfd, the same everywhere.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct PollEntry
{
    public int Descriptor;
    public short Events;
    public short Happened;
}

/// <summary>struct timespec of 64-bit systems.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct TimeSpecification
{
    public nint Seconds;
    public nint Nanoseconds;
}
