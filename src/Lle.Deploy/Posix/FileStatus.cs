using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Lle.Deploy.Posix;

internal enum FileKind
{
    File,
    Directory,
    SymbolicLink,

    /// <summary>A device, socket or pipe.</summary>
    Special,
}

/// <summary>What the kernel says of one name; a symbolic link is itself, never its target.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Mode">The twelve permission bits: set-id and sticky, then user, group, others.</param>
/// <param name="ModifiedNanoseconds">Since 1970, UTC.</param>
internal readonly record struct FileStatus(
    FileKind Kind, uint Mode, uint User, uint Group, long Size, uint Links, ulong Device, ulong Inode, long ModifiedNanoseconds)
{
    private const ulong ImmutableAttribute = 0x10;
    private const ulong MountRootAttribute = 0x2000;

    /// <summary>Nanoseconds since 1970, UTC, of the last change of content, mode, owner or attributes; nobody can set it.</summary>
    public long ChangedNanoseconds { get; init; }

    public DateTimeOffset Changed => Moment(ChangedNanoseconds);

    public DateTimeOffset Modified => Moment(ModifiedNanoseconds);

    /// <param name="nanoseconds">Since 1970, UTC.</param>
    public static DateTimeOffset Moment(long nanoseconds) => DateTimeOffset.UnixEpoch.AddTicks(nanoseconds / 100);

    /// <summary>Linux: chattr +i. Where the file system does not say, false.</summary>
    public bool IsImmutable { get; init; }

    /// <summary>Linux 5.8 and newer; elsewhere false.</summary>
    public bool IsMountPoint { get; init; }

    private const int StatxSize = 256;
    private const int BlockSize = 512;
    private const uint StatxBasics = 0x7ff;

    /// <summary>The status of <paramref name="name"/> in the open directory, or of the descriptor itself for "".</summary>
    /// <returns>0, or the error number.</returns>
    public static unsafe int Read(int descriptor, string name, out FileStatus status)
    {
        status = default;
        var buffer = stackalloc byte[StatxSize];
        if (Fill(descriptor, name, buffer) is not 0 and var error)
        {
            return error;
        }

        var bytes = new ReadOnlySpan<byte>(buffer, StatxSize);
        status = OperatingSystem.IsMacOS() ? FromApple(bytes) : FromStatx(bytes);
        return 0;
    }

    /// <summary>What a file takes of the disk, in bytes: less than its size where it has holes. No part of the status, because it changes
    /// when the kernel writes out what has not changed. 0 where there is none.</summary>
    public static unsafe long Allocated(int descriptor, string name)
    {
        var buffer = stackalloc byte[StatxSize];
        var blocks = OperatingSystem.IsMacOS() ? 104 : 48;
        return Fill(descriptor, name, buffer) != 0 ? 0
            : BlockSize * BinaryPrimitives.ReadInt64LittleEndian(new ReadOnlySpan<byte>(buffer, StatxSize)[blocks..]);
    }

    private static unsafe int Fill(int descriptor, string name, byte* buffer)
    {
        // "" has no meaning to fstatat there; "." of a directory descriptor has.
        var result = OperatingSystem.IsMacOS()
            ? FileCalls.AppleStatusAt(descriptor, name.Length == 0 ? "." : name, buffer, FileConstants.AtNoFollow)
            : FileCalls.StatusAt(FileConstants.StatxNumber, descriptor, name,
                FileConstants.AtNoFollow | (name.Length == 0 ? FileConstants.AtEmptyPath : 0), StatxBasics, buffer);
        return result == 0 ? 0 : Marshal.GetLastPInvokeError();
    }

    /// <summary>struct statx is the same on every architecture.</summary>
    private static FileStatus FromStatx(ReadOnlySpan<byte> x)
    {
        var mode = BinaryPrimitives.ReadUInt16LittleEndian(x[28..]);
        var attributes = BinaryPrimitives.ReadUInt64LittleEndian(x[8..]);
        return new FileStatus(
            KindOf(mode),
            mode & 0xfffu,
            User: BinaryPrimitives.ReadUInt32LittleEndian(x[20..]),
            Group: BinaryPrimitives.ReadUInt32LittleEndian(x[24..]),
            Size: BinaryPrimitives.ReadInt64LittleEndian(x[40..]),
            Links: BinaryPrimitives.ReadUInt32LittleEndian(x[16..]),
            Device: ((ulong)BinaryPrimitives.ReadUInt32LittleEndian(x[136..]) << 32) | BinaryPrimitives.ReadUInt32LittleEndian(x[140..]),
            Inode: BinaryPrimitives.ReadUInt64LittleEndian(x[32..]),
            ModifiedNanoseconds: (BinaryPrimitives.ReadInt64LittleEndian(x[112..]) * 1_000_000_000) +
            BinaryPrimitives.ReadUInt32LittleEndian(x[120..]))
        {
            ChangedNanoseconds = (BinaryPrimitives.ReadInt64LittleEndian(x[96..]) * 1_000_000_000) +
                BinaryPrimitives.ReadUInt32LittleEndian(x[104..]),
            IsImmutable = (attributes & ImmutableAttribute) != 0,
            IsMountPoint = (attributes & MountRootAttribute) != 0,
        };
    }

    /// <summary>struct stat with 64-bit inodes.</summary>
    private static FileStatus FromApple(ReadOnlySpan<byte> x)
    {
        var mode = BinaryPrimitives.ReadUInt16LittleEndian(x[4..]);
        return new FileStatus(
            KindOf(mode),
            mode & 0xfffu,
            User: BinaryPrimitives.ReadUInt32LittleEndian(x[16..]),
            Group: BinaryPrimitives.ReadUInt32LittleEndian(x[20..]),
            Size: BinaryPrimitives.ReadInt64LittleEndian(x[96..]),
            Links: BinaryPrimitives.ReadUInt16LittleEndian(x[6..]),
            Device: BinaryPrimitives.ReadUInt32LittleEndian(x),
            Inode: BinaryPrimitives.ReadUInt64LittleEndian(x[8..]),
            ModifiedNanoseconds: (BinaryPrimitives.ReadInt64LittleEndian(x[48..]) * 1_000_000_000) +
            BinaryPrimitives.ReadInt64LittleEndian(x[56..]))
        {
            ChangedNanoseconds = (BinaryPrimitives.ReadInt64LittleEndian(x[64..]) * 1_000_000_000) +
                BinaryPrimitives.ReadInt64LittleEndian(x[72..]),
        };
    }

    private static FileKind KindOf(ushort mode) => (mode & 0xf000) switch
    {
        0x8000 => FileKind.File,
        0x4000 => FileKind.Directory,
        0xa000 => FileKind.SymbolicLink,
        _ => FileKind.Special,
    };
}
