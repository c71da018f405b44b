using System.Runtime.InteropServices;

namespace Lle.Deploy.Posix;

/// <summary>
/// The system calls on files, as libc has them. Only <see cref="PosixDirectory"/> and <see cref="PosixFile"/> call them. "libc" is the one
/// name the runtime maps to the right library on glibc, musl and macOS.
/// </summary>
internal static partial class FileCalls
{
    private const string LibC = "libc";

    [LibraryImport(LibC, EntryPoint = "openat", SetLastError = true, StringMarshallingCustomType = typeof(FileNameMarshaller))]
    private static partial int OpenAtPlain(int directory, string path, int flags, uint mode);

    // On Apple arm64 variadic arguments travel on the stack: five fillers take up the remaining registers.
    [LibraryImport(LibC, EntryPoint = "openat", SetLastError = true, StringMarshallingCustomType = typeof(FileNameMarshaller))]
    private static partial int OpenAtApple(int directory, string path, int flags, nint r3, nint r4, nint r5, nint r6, nint r7, uint mode);

    public static int OpenAt(int directory, string path, int flags, uint mode) =>
        OperatingSystem.IsMacOS() && RuntimeInformation.ProcessArchitecture == Architecture.Arm64
            ? OpenAtApple(directory, path, flags, 0, 0, 0, 0, 0, mode)
            : OpenAtPlain(directory, path, flags, mode);

    [LibraryImport(LibC, EntryPoint = "close", SetLastError = true)]
    public static partial int Close(int descriptor);

    [LibraryImport(LibC, EntryPoint = "read", SetLastError = true)]
    public static unsafe partial nint Read(int descriptor, byte* buffer, nuint count);

    [LibraryImport(LibC, EntryPoint = "write", SetLastError = true)]
    public static unsafe partial nint Write(int descriptor, byte* buffer, nuint count);

    [LibraryImport(LibC, EntryPoint = "lseek", SetLastError = true)]
    public static partial long Seek(int descriptor, long offset, int whence);

    [LibraryImport(LibC, EntryPoint = "ftruncate", SetLastError = true)]
    public static partial int Truncate(int descriptor, long length);

    [LibraryImport(LibC, EntryPoint = "fsync", SetLastError = true)]
    public static partial int Sync(int descriptor);

    [LibraryImport(LibC, EntryPoint = "syncfs", SetLastError = true)]
    public static partial int SyncFileSystem(int descriptor);

    [LibraryImport(LibC, EntryPoint = "fstatfs", SetLastError = true)]
    public static unsafe partial int FileSystemStatus(int descriptor, long* status);

    [LibraryImport(LibC, EntryPoint = "fcntl", SetLastError = true)]
    public static partial int Control(int descriptor, int command);

    [LibraryImport(LibC, EntryPoint = "ioctl", SetLastError = true)]
    public static partial int DeviceControl(int descriptor, nuint request, int argument);

    [LibraryImport(LibC, EntryPoint = "flock", SetLastError = true)]
    public static partial int Lock(int descriptor, int operation);

    [LibraryImport(LibC, EntryPoint = "fchmod", SetLastError = true)]
    public static partial int ChangeMode(int descriptor, uint mode);

    [LibraryImport(LibC, EntryPoint = "fchown", SetLastError = true)]
    public static partial int ChangeOwner(int descriptor, uint user, uint group);

    [LibraryImport(LibC, EntryPoint = "fchownat", SetLastError = true, StringMarshallingCustomType = typeof(FileNameMarshaller))]
    public static partial int ChangeOwnerAt(int directory, string path, uint user, uint group, int flags);

    [LibraryImport(LibC, EntryPoint = "futimens", SetLastError = true)]
    public static unsafe partial int SetTimes(int descriptor, TimeSpec* accessedAndModified);

    [LibraryImport(LibC, EntryPoint = "mkdirat", SetLastError = true, StringMarshallingCustomType = typeof(FileNameMarshaller))]
    public static partial int MakeDirectoryAt(int directory, string path, uint mode);

    [LibraryImport(LibC, EntryPoint = "unlinkat", SetLastError = true, StringMarshallingCustomType = typeof(FileNameMarshaller))]
    public static partial int UnlinkAt(int directory, string path, int flags);

    [LibraryImport(LibC, EntryPoint = "renameat", SetLastError = true, StringMarshallingCustomType = typeof(FileNameMarshaller))]
    public static partial int RenameAt(int fromDirectory, string from, int toDirectory, string to);

    [LibraryImport(LibC, EntryPoint = "linkat", SetLastError = true, StringMarshallingCustomType = typeof(FileNameMarshaller))]
    public static partial int LinkAt(int fromDirectory, string from, int toDirectory, string to, int flags);

    [LibraryImport(LibC, EntryPoint = "symlinkat", SetLastError = true, StringMarshallingCustomType = typeof(FileNameMarshaller))]
    public static partial int SymbolicLinkAt(string target, int directory, string path);

    [LibraryImport(LibC, EntryPoint = "readlinkat", SetLastError = true, StringMarshallingCustomType = typeof(FileNameMarshaller))]
    public static unsafe partial nint ReadLinkAt(int directory, string path, byte* buffer, nuint size);

    [LibraryImport(LibC, EntryPoint = "dup", SetLastError = true)]
    public static partial int Duplicate(int descriptor);

    [LibraryImport(LibC, EntryPoint = "fdopendir", SetLastError = true)]
    public static partial nint OpenDirectoryStream(int descriptor);

    [LibraryImport(LibC, EntryPoint = "readdir", SetLastError = true)]
    public static partial nint ReadDirectory(nint stream);

    [LibraryImport(LibC, EntryPoint = "rewinddir")]
    public static partial void RewindDirectory(nint stream);

    [LibraryImport(LibC, EntryPoint = "closedir", SetLastError = true)]
    public static partial int CloseDirectoryStream(nint stream);

    [LibraryImport(LibC, EntryPoint = "flistxattr", SetLastError = true)]
    public static unsafe partial nint ListAttributes(int descriptor, byte* list, nuint size);

    [LibraryImport(LibC, EntryPoint = "fgetxattr", SetLastError = true, StringMarshallingCustomType = typeof(FileNameMarshaller))]
    public static unsafe partial nint GetAttribute(int descriptor, string name, byte* value, nuint size);

    [LibraryImport(LibC, EntryPoint = "lgetxattr", SetLastError = true, StringMarshallingCustomType = typeof(FileNameMarshaller))]
    public static unsafe partial nint GetAttributeOf(string path, string name, byte* value, nuint size);

    [LibraryImport(LibC, EntryPoint = "fsetxattr", SetLastError = true, StringMarshallingCustomType = typeof(FileNameMarshaller))]
    public static unsafe partial int SetAttribute(int descriptor, string name, byte* value, nuint size, int flags);

    [LibraryImport(LibC, EntryPoint = "fremovexattr", SetLastError = true, StringMarshallingCustomType = typeof(FileNameMarshaller))]
    public static partial int RemoveAttribute(int descriptor, string name);

    [LibraryImport(LibC, EntryPoint = "renameatx_np", SetLastError = true, StringMarshallingCustomType = typeof(FileNameMarshaller))]
    public static partial int AppleRenameAt(int fromDirectory, string from, int toDirectory, string to, uint flags);

    [LibraryImport(LibC, EntryPoint = "fstatat", SetLastError = true, StringMarshallingCustomType = typeof(FileNameMarshaller))]
    public static unsafe partial int AppleStatusAt(int directory, string path, byte* status, int flags);

    // musl had neither statx nor renameat2 for long; the kernel has both. Linux passes variadic arguments like any others.
    [LibraryImport(LibC, EntryPoint = "syscall", SetLastError = true, StringMarshallingCustomType = typeof(FileNameMarshaller))]
    public static unsafe partial nint StatusAt(nint number, int directory, string path, int flags, uint mask, byte* status);

    [LibraryImport(LibC, EntryPoint = "syscall", SetLastError = true, StringMarshallingCustomType = typeof(FileNameMarshaller))]
    public static partial nint RenameAtWithFlags(nint number, int fromDirectory, string from, int toDirectory, string to, uint flags);

    [LibraryImport(LibC, EntryPoint = "geteuid")]
    public static partial uint EffectiveUser();

    [LibraryImport(LibC, EntryPoint = "getegid")]
    public static partial uint EffectiveGroup();

    [LibraryImport(LibC, EntryPoint = "getgroups", SetLastError = true)]
    public static unsafe partial int Groups(int size, uint* list);

    [LibraryImport(LibC, EntryPoint = "getgrgid")]
    public static partial nint GroupById(uint group);

    [LibraryImport(LibC, EntryPoint = "getpwuid")]
    public static partial nint UserById(uint user);

    [LibraryImport(LibC, EntryPoint = "getgrnam", StringMarshallingCustomType = typeof(FileNameMarshaller))]
    public static partial nint GroupByName(string name);

    [LibraryImport(LibC, EntryPoint = "getpwnam", StringMarshallingCustomType = typeof(FileNameMarshaller))]
    public static partial nint UserByName(string name);
}

[StructLayout(LayoutKind.Sequential)]
internal struct TimeSpec
{
    public nint Seconds;
    public nint Nanoseconds;
}
