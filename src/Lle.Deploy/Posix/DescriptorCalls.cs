using System.Runtime.InteropServices;

namespace Lle.Deploy.Posix;

/// <summary>What a descriptor leads to, and leading it elsewhere.</summary>
internal static partial class DescriptorCalls
{
    private const int GetDescriptorFlags = 1;
    private const int GetStatusFlags = 3;
    private const int CloseOnExecFlag = 1;
    private const int AccessMode = 3;

    [LibraryImport("libc", EntryPoint = "isatty")]
    private static partial int IsATerminal(int descriptor);

    [LibraryImport("libc", EntryPoint = "dup", SetLastError = true)]
    private static partial int Duplicate(int descriptor);

    [LibraryImport("libc", EntryPoint = "dup2", SetLastError = true)]
    private static partial int DuplicateOver(int descriptor, int over);

    [LibraryImport("libc", EntryPoint = "fcntl")]
    private static partial int Query(int descriptor, int command);

    // On Apple arm64 variadic arguments travel on the stack: six fillers take up the remaining registers.
    [LibraryImport("libc", EntryPoint = "fcntl")]
    private static partial int SetPlain(int descriptor, int command, int value);

    [LibraryImport("libc", EntryPoint = "fcntl")]
    private static partial int SetApple(int descriptor, int command, nint r2, nint r3, nint r4, nint r5, nint r6, nint r7, int value);

    /// <summary>The open descriptors of this process; standard output and error where the system does not list them.</summary>
    public static IReadOnlyList<int> All()
    {
        try
        {
            return [.. Directory.EnumerateFileSystemEntries("/proc/self/fd")
                .Select(path => int.Parse(Path.GetFileName(path.AsSpan()), null))];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return [1, 2];
        }
    }

    /// <summary>The name of what a descriptor leads to, for instance "pipe:[4711]"; null where the system does not say.</summary>
    public static string? Target(int descriptor) => new FileInfo($"/proc/self/fd/{descriptor}").LinkTarget;

    public static bool IsWritableTerminal(int descriptor) =>
        IsATerminal(descriptor) == 1 && Query(descriptor, GetStatusFlags) is var flags and >= 0
            && (flags & AccessMode) != FileConstants.ReadOnly;

    /// <returns>A new descriptor for the same file, closed on exec; -1 on failure.</returns>
    public static int Copy(int descriptor)
    {
        var copy = Duplicate(descriptor);
        if (copy >= 0)
        {
            SetCloseOnExec(copy);
        }

        return copy;
    }

    /// <summary>Makes <paramref name="over"/> lead to what <paramref name="descriptor"/> leads to; whether a started program inherits it
    /// stays as it was.</summary>
    public static bool Lead(int over, int descriptor)
    {
        var inherited = (Query(over, GetDescriptorFlags) & CloseOnExecFlag) == 0;
        while (DuplicateOver(descriptor, over) < 0)
        {
            if (Marshal.GetLastPInvokeError() != Errno.Interrupted)
            {
                return false;
            }
        }

        if (!inherited)
        {
            SetCloseOnExec(over);
        }

        return true;
    }

    private static void SetCloseOnExec(int descriptor)
    {
        const int SetDescriptorFlags = 2;
        _ = OperatingSystem.IsMacOS() && RuntimeInformation.ProcessArchitecture == Architecture.Arm64
            ? SetApple(descriptor, SetDescriptorFlags, 0, 0, 0, 0, 0, 0, CloseOnExecFlag)
            : SetPlain(descriptor, SetDescriptorFlags, CloseOnExecFlag);
    }
}
