using System.Runtime.InteropServices;

namespace Lle.Deploy.Posix;

/// <summary>Pseudo-terminals: the master is ours, the slave is what a program under measurement sees.</summary>
internal static unsafe partial class TerminalCalls
{
    [LibraryImport("libc", EntryPoint = "posix_openpt", SetLastError = true)]
    public static partial int OpenMaster(int flags);

    [LibraryImport("libc", EntryPoint = "grantpt", SetLastError = true)]
    public static partial int Grant(int master);

    [LibraryImport("libc", EntryPoint = "unlockpt", SetLastError = true)]
    public static partial int Unlock(int master);

    [LibraryImport("libc", EntryPoint = "ptsname_r", SetLastError = true)]
    private static partial int SlaveName(int master, byte* buffer, nuint size);

    [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    private static partial int Control(int descriptor, nuint request, WindowSize* size);

    /// <summary>Whether this process belongs to somebody's terminal, and so do those it starts, unless they get a session of their
    /// own.</summary>
    public static bool OursExists()
    {
        var terminal = PipeCalls.OpenTerminal();
        if (terminal >= 0)
        {
            _ = PipeCalls.Close(terminal);
        }

        return terminal >= 0;
    }

    public static bool SetSize(int master, ushort rows, ushort columns)
    {
        var size = new WindowSize { Rows = rows, Columns = columns };
        nuint request = OperatingSystem.IsMacOS() ? 0x80087467u : 0x5414u;
        return Control(master, request, &size) == 0;
    }

    /// <summary>So that another user's program may open it. A failure shows when it does not.</summary>
    public static void GiveTo(string slave, uint user, uint group) =>
        _ = FileCalls.ChangeOwnerAt(FileConstants.CurrentDirectory, slave, user, group, FileConstants.AtNoFollow);

    /// <summary>The slave's path, or null; errno says why.</summary>
    public static string? SlavePath(int master)
    {
        const int Size = 128;
        var buffer = stackalloc byte[Size];
        return SlaveName(master, buffer, Size) == 0 ? Marshal.PtrToStringUTF8((nint)buffer) : null;
    }

    /// <summary>O_RDWR | O_NOCTTY | O_CLOEXEC.</summary>
    public static int MasterFlags => OperatingSystem.IsMacOS() ? 0x2 | 0x20000 : 0x2 | 0x100 | PipeCalls.CloseOnExec;

    [StructLayout(LayoutKind.Sequential)]
    private struct WindowSize
    {
        public ushort Rows;
        public ushort Columns;
        public ushort HorizontalPixels;
        public ushort VerticalPixels;
    }
}
