using System.Runtime.InteropServices;

namespace Lle.Deploy.Posix;

/// <summary>A file in memory, without a name, that nobody can change once it is sealed.</summary>
internal static partial class MemoryFile
{
    private const uint CloseOnExec = 1;
    private const uint AllowSealing = 2;

    /// <summary>Says that it is to be executed; kernels before 6.3 do not know the flag, and need no such word.</summary>
    private const uint Executable = 0x10;

    private const int AddSeals = 1033;
    private const nint AllSeals = 0b1111;

    /// <returns>null where the system has no such files, or does not let them be executed.</returns>
    public static PosixFile? TryCreate(string name, ReadOnlySpan<byte> content)
    {
        // It is started by its name below /proc.
        if (!OperatingSystem.IsLinux() || !Directory.Exists("/proc/self/fd"))
        {
            return null;
        }

        var descriptor = Create(name, CloseOnExec | AllowSealing | Executable);
        if (descriptor < 0 && Marshal.GetLastPInvokeError() == Errno.Invalid)
        {
            descriptor = Create(name, CloseOnExec | AllowSealing);
        }

        if (descriptor < 0)
        {
            return null;
        }

        var file = new PosixFile(descriptor, $"/proc/{Environment.ProcessId}/fd/{descriptor}");
        try
        {
            file.Write(content);
            file.SetMode(FileModes.Private);
            if (Control(descriptor, AddSeals, AllSeals) == 0)
            {
                return file;
            }
        }
        catch (PosixException)
        {
            // No memory for it, or not allowed to: there is another way.
        }

        file.Dispose();
        return null;
    }

    [LibraryImport("libc", EntryPoint = "memfd_create", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Create(string name, uint flags);

    [LibraryImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    private static partial int Control(int descriptor, int command, nint argument);
}
