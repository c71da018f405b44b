using System.Runtime.InteropServices;

namespace Lle.Deploy.Posix;

/// <summary>
/// The rights of this thread alone, for the moment in which it starts a program: the kernel keeps credentials by thread, a child inherits
/// those of the thread that starts it, and execve makes the saved user the effective one, so that the program has no way to become root
/// again. Linux; the C library's own functions would change every thread, so the system calls are made directly.
/// </summary>
internal static unsafe partial class ThreadCredentials
{
    private const int MostGroups = 65536;

    private static readonly bool Arm = RuntimeInformation.ProcessArchitecture == Architecture.Arm64;
    private static readonly nint SetGroups = Arm ? 159 : 116;
    private static readonly nint SetUser = Arm ? 147 : 117;
    private static readonly nint SetGroup = Arm ? 149 : 119;

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    private static partial nint Call(nint number, nint first, nint second, nint third);

    /// <summary>Root only. The thread is to be given back its rights by <see cref="Restore"/> at once, whatever happens.</summary>
    /// <returns>The groups to restore; null: refused, and nothing has changed.</returns>
    public static uint[]? Assume(uint user, uint group)
    {
        if (!OperatingSystem.IsLinux())
        {
            return null;
        }

        var before = new uint[MostGroups];
        int count;
        fixed (uint* start = before)
        {
            count = FileCalls.Groups(MostGroups, start);
        }

        var old = before[..Math.Max(0, count)];
        if (count < 0 || Call(SetGroups, 1, (nint)(&group), 0) != 0)
        {
            return null;
        }

        // The saved ones stay root's: that is how this thread becomes root again.
        if (Call(SetGroup, (nint)group, (nint)group, 0) == 0 && Call(SetUser, (nint)user, (nint)user, 0) == 0)
        {
            return old;
        }

        Restore(old);
        return null;
    }

    /// <summary>Ends the process where it fails: nothing may go on with rights that nobody expects.</summary>
    public static void Restore(uint[] groups)
    {
        fixed (uint* start = groups)
        {
            if (Call(SetUser, 0, 0, 0) != 0 || Call(SetGroup, 0, 0, 0) != 0 || Call(SetGroups, groups.Length, (nint)start, 0) != 0)
            {
                Environment.FailFast("The rights of the thread could not be restored after starting a program as another user.");
            }
        }
    }
}
