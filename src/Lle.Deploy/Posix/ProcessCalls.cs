using System.Runtime.InteropServices;

namespace Lle.Deploy.Posix;

/// <summary>
/// Starting, waiting for and killing processes. posix_spawn and its helpers return the error number; the others set errno.
/// posix_spawn_file_actions_t, posix_spawnattr_t, sigset_t, siginfo_t and struct rusage are handed over as roomy zeroed buffers
/// (see <see cref="OpaqueSize"/>), so that no layout of one C library or processor is written down here.
/// </summary>
internal static unsafe partial class ProcessCalls
{
    /// <summary>Larger than each of the opaque structures in glibc (at most 336 bytes), musl (336) and macOS.</summary>
    public const int OpaqueSize = 512;

    [LibraryImport("libc", EntryPoint = "posix_spawn")]
    public static partial int Spawn(int* pid, byte* path, void* fileActions, void* attributes, byte** argv, byte** envp);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_init")]
    public static partial int InitFileActions(void* fileActions);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_destroy")]
    public static partial int DestroyFileActions(void* fileActions);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_adddup2")]
    public static partial int AddDup2(void* fileActions, int descriptor, int asDescriptor);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_addopen")]
    public static partial int AddOpen(void* fileActions, int descriptor, byte* path, int flags, uint mode);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_addchdir_np")]
    public static partial int AddChangeDirectory(void* fileActions, byte* path);

    /// <summary>
    /// Closes every descriptor from the given one on. Our own are close-on-exec anyway; this is for those that came down from whoever
    /// started the deployment. glibc has it since 2.34; elsewhere such descriptors reach the program, as they do with every launcher.
    /// </summary>
    public static int AddCloseFrom(void* fileActions, int descriptor) =>
        CloseFrom == 0 ? 0 : ((delegate* unmanaged<void*, int, int>)CloseFrom)(fileActions, descriptor);

    private static readonly nint CloseFrom = FindCloseFrom();

    private static nint FindCloseFrom() =>
        NativeLibrary.TryGetExport(NativeLibrary.GetMainProgramHandle(), "posix_spawn_file_actions_addclosefrom_np", out var address)
            ? address : 0;

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_init")]
    public static partial int InitAttributes(void* attributes);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_destroy")]
    public static partial int DestroyAttributes(void* attributes);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_setflags")]
    public static partial int SetFlags(void* attributes, short flags);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_setsigdefault")]
    public static partial int SetDefaultSignals(void* attributes, void* signals);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_setsigmask")]
    public static partial int SetSignalMask(void* attributes, void* signals);

    [LibraryImport("libc", EntryPoint = "sigfillset")]
    public static partial int FillSignals(void* signals);

    [LibraryImport("libc", EntryPoint = "sigemptyset")]
    public static partial int EmptySignals(void* signals);

    [LibraryImport("libc", EntryPoint = "wait4", SetLastError = true)]
    public static partial int Wait4(int pid, int* status, int options, void* usage);

    [LibraryImport("libc", EntryPoint = "waitid", SetLastError = true)]
    public static partial int WaitId(int idType, uint id, void* info, int options);

    [LibraryImport("libc", EntryPoint = "killpg", SetLastError = true)]
    private static partial int SignalGroup(int group, int signal);

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int SignalProcess(int pid, int signal);

    /// <summary>What a child that has ended left running in its group.</summary>
    public static void KillGroup(int pid) => _ = SignalGroup(pid, Signals.Kill);

    /// <summary>Ends a child that has not been reaped, and its group; the child also where it has moved to another group.</summary>
    public static void Kill(int pid)
    {
        _ = SignalGroup(pid, Signals.Kill);
        _ = SignalProcess(pid, Signals.Kill);
    }

    /// <summary>Asks a process of somebody else's making to end.</summary>
    public static void Terminate(int pid) => _ = SignalProcess(pid, Signals.Terminate);

    /// <summary>Linux only, through its number, which is the same on every processor: glibc wraps it since 2.36 only.</summary>
    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    private static partial nint SystemCall(nint number, nint first, nint second);

    /// <summary>A descriptor that becomes readable when the process ends; -1 where the system has none.</summary>
    public static int OpenProcess(int pid)
    {
        const int PidfdOpen = 434;
        return OperatingSystem.IsLinux() ? (int)SystemCall(PidfdOpen, pid, 0) : -1;
    }

    /// <summary>POSIX_SPAWN_SETSIGDEF and POSIX_SPAWN_SETSIGMASK: the same everywhere.</summary>
    public const short DefaultSignals = 0x04 | 0x08;

    /// <summary>POSIX_SPAWN_SETPGROUP: a process group of its own.</summary>
    public const short OwnGroup = 0x02;

    /// <summary>POSIX_SPAWN_SETSID: a session of its own, and with it a group; the same in glibc and musl.</summary>
    public static short OwnSession => (short)(OperatingSystem.IsMacOS() ? 0x400 : 0x80);

    /// <summary>WEXITED | WNOWAIT: see that it ended, leave it to be reaped.</summary>
    public static int ExitedAndStay => OperatingSystem.IsMacOS() ? 0x04 | 0x20 : 0x04 | 0x01000000;

    public const int OnePid = 1;

    public const int NoHang = 1;
}
