using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Lle.Deploy.Posix;

/// <summary>One open regular file. Every failure is a <see cref="PosixException"/> that names the path.</summary>
internal sealed class PosixFile : IDisposable
{
    private const int BufferSize = 1 << 17;

    [ThreadStatic]
    private static byte[]? threadBuffer;

    private int descriptor;

    internal PosixFile(int descriptor, string path)
    {
        this.descriptor = descriptor;
        Path = path;
    }

    /// <summary>One a thread: a new one a file would cost more than reading the file.</summary>
    private static byte[] Buffer => threadBuffer ??= new byte[BufferSize];

    public string Path { get; }

    public int Descriptor => descriptor;

    /// <summary>What it was when it was opened for reading; a file opened otherwise has none.</summary>
    public FileStatus Opened { get; private set; }

    /// <summary>
    /// Opens an absolute path for reading, symbolic links followed and without waiting for anything. For what belongs to the deploying
    /// user, as the payload does; on the target, walk with <see cref="PosixDirectory"/>. Look at the status: it may be anything.
    /// </summary>
    /// <returns>null where the path does not exist.</returns>
    public static PosixFile? TryOpenFollowing(string path)
    {
        var flags = FileConstants.ReadOnly | FileConstants.NonBlocking | FileConstants.CloseOnExec;
        var open = FileCalls.OpenAt(FileConstants.CurrentDirectory, path, flags, 0);
        return open >= 0 ? new PosixFile(open, path)
            : Marshal.GetLastPInvokeError() == Errno.NoEntry ? null
            : throw PosixException.Last("open", path);
    }

    /// <summary>Closes it and fails where it is anything but a regular file.</summary>
    public void RequireRegular()
    {
        try
        {
            Opened = Status();
            switch (Opened.Kind)
            {
                case FileKind.File:
                    return;
                case FileKind.Directory:
                    throw new PosixException("open", Path, Errno.IsDirectory);
                default:
                    throw PosixException.NotAFile(Path);
            }
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public FileStatus Status() =>
        FileStatus.Read(descriptor, "", out var status) is var error and not 0 ? throw new PosixException("examine", Path, error) : status;

    /// <summary>Fills the buffer as far as the file goes.</summary>
    /// <returns>The bytes read; 0 at the end.</returns>
    public unsafe int Read(Span<byte> buffer)
    {
        fixed (byte* start = buffer)
        {
            while (true)
            {
                var count = FileCalls.Read(descriptor, start, (nuint)buffer.Length);
                if (count >= 0)
                {
                    return (int)count;
                }

                if (Marshal.GetLastPInvokeError() != Errno.Interrupted)
                {
                    throw PosixException.Last("read", Path);
                }
            }
        }
    }

    /// <summary>All of it; what lies in /proc, or grows meanwhile, may be longer than its size says.</summary>
    public byte[] ReadToEnd()
    {
        var content = new byte[Status().Size];
        var length = Fill(content);
        var buffer = Buffer;
        using var rest = new MemoryStream();
        for (int count; (count = Read(buffer)) > 0;)
        {
            rest.Write(buffer, 0, count);
        }

        return length == content.Length && rest.Length == 0 ? content : [.. content.AsSpan(0, length), .. rest.ToArray()];
    }

    /// <summary>Reads until the buffer is full or nothing is left.</summary>
    /// <returns>How many bytes.</returns>
    public int Fill(Span<byte> buffer)
    {
        var length = 0;
        for (int count; length < buffer.Length && (count = Read(buffer[length..])) > 0; length += count)
        {
        }

        return length;
    }

    /// <summary>SHA-256 of what is left to read, lower-case hexadecimal.</summary>
    public string Hash(CancellationToken cancellation = default)
    {
        var buffer = Buffer;
        var count = Read(buffer);
        if (count == 0 || IsWhole(count))
        {
            return HashOf(buffer.AsSpan(0, count));
        }

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (long position = count; count > 0; position += count)
        {
            cancellation.ThrowIfCancellationRequested();
            hash.AppendData(buffer, 0, count);
            count = IsWhole(position) ? 0 : Read(buffer);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>As much has been read as the file had when it was opened: nobody needs to ask whether there is more.</summary>
    private bool IsWhole(long read) => Opened.Size > 0 && read == Opened.Size;

    private static string HashOf(ReadOnlySpan<byte> content)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(content, hash);
        return Convert.ToHexStringLower(hash);
    }

    public unsafe void Write(ReadOnlySpan<byte> data)
    {
        fixed (byte* start = data)
        {
            var written = 0;
            while (written < data.Length)
            {
                var count = FileCalls.Write(descriptor, start + written, (nuint)(data.Length - written));
                if (count < 0)
                {
                    if (Marshal.GetLastPInvokeError() == Errno.Interrupted)
                    {
                        continue;
                    }

                    throw PosixException.Last("write", Path);
                }

                written += (int)count;
            }
        }

        FileOperations.Done(FileOperationKind.Write, Path, data: data);
    }

    /// <summary>Makes what was written durable. A failure is final: the kernel may have dropped the pages, so nobody may try
    /// again.</summary>
    public void Sync()
    {
        SyncDescriptor(descriptor, Path);
        FileOperations.Done(FileOperationKind.SyncFile, Path);
    }

    internal static void SyncDescriptor(int descriptor, string path)
    {
        // .NET's own Flush(true) never reports a failed fsync, so libc is asked directly. On macOS fsync leaves the data in the drive's
        // cache; F_FULLFSYNC does not, but not every file system has it.
        if (OperatingSystem.IsMacOS() && FileCalls.Control(descriptor, FileConstants.FullSync) == 0)
        {
            return;
        }

        if (FileCalls.Sync(descriptor) != 0)
        {
            throw PosixException.Last("make durable (fsync)", path);
        }
    }

    public void SetMode(uint mode) => DescriptorTraits.SetMode(descriptor, Path, mode);

    public void SetOwner(uint user, uint group) => DescriptorTraits.SetOwner(descriptor, Path, user, group);

    public unsafe void SetModified(long nanoseconds)
    {
        var times = stackalloc TimeSpec[2];
        // Before 1970 the seconds are rounded down too: the kernel takes no negative nanoseconds.
        var rest = ((nanoseconds % 1_000_000_000) + 1_000_000_000) % 1_000_000_000;
        times[0] = times[1] = new TimeSpec { Seconds = (nint)((nanoseconds - rest) / 1_000_000_000), Nanoseconds = (nint)rest };
        if (FileCalls.SetTimes(descriptor, times) != 0)
        {
            throw PosixException.Last("set the time of", Path);
        }

        FileOperations.Done(FileOperationKind.SetTimes, Path);
    }

    public IReadOnlyDictionary<string, byte[]> Attributes() => ExtendedAttributes.Read(descriptor, Path);

    public void SetAttributes(IReadOnlyDictionary<string, byte[]> attributes) => ExtendedAttributes.Write(descriptor, Path, attributes);

    /// <summary>Shares the source's blocks where the file system can (reflink).</summary>
    public bool TryClone(PosixFile source)
    {
        if (!OperatingSystem.IsLinux() || FileCalls.DeviceControl(descriptor, FileConstants.CloneIoctl, source.descriptor) != 0)
        {
            return false;
        }

        FileOperations.Recorder?.Invoke(new FileOperation(FileOperationKind.Write, Path, Data: File.ReadAllBytes(source.Path)));
        return true;
    }

    /// <summary>
    /// Copies what the source holds, holes as holes, and hashes it on the way.
    /// </summary>
    /// <returns>SHA-256 of the bytes written, lower-case hexadecimal, and how many there are.</returns>
    public (string Sha256, long Length) CopyFrom(PosixFile source, CancellationToken cancellation)
    {
        var buffer = Buffer;
        var count = source.Read(buffer);
        if (count < buffer.Length && source.IsWhole(count))
        {
            Write(buffer.AsSpan(0, count));
            return (HashOf(buffer.AsSpan(0, count)), count);
        }

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        long position = 0;
        for (; count > 0; count = source.IsWhole(position) ? 0 : source.Read(buffer))
        {
            cancellation.ThrowIfCancellationRequested();
            var piece = buffer.AsSpan(0, count);
            hash.AppendData(piece);
            position += count;
            if (count == buffer.Length && piece.IndexOfAnyExcept((byte)0) < 0)
            {
                Truncate(position);
                if (FileCalls.Seek(descriptor, position, FileConstants.SeekSet) < 0)
                {
                    throw PosixException.Last("seek in", Path);
                }
            }
            else
            {
                Write(piece);
            }
        }

        return (Convert.ToHexStringLower(hash.GetHashAndReset()), position);
    }

    /// <summary>Reading goes on there.</summary>
    public void SeekTo(long position)
    {
        if (FileCalls.Seek(descriptor, position, FileConstants.SeekSet) < 0)
        {
            throw PosixException.Last("seek in", Path);
        }
    }

    public void Truncate(long length)
    {
        if (FileCalls.Truncate(descriptor, length) != 0)
        {
            throw PosixException.Last("resize", Path);
        }

        FileOperations.Done(FileOperationKind.Truncate, Path, offset: length);
    }

    public void WriteText(string text) => Write(Encoding.UTF8.GetBytes(text));

    /// <summary>Takes the kernel's advisory lock without waiting; it goes when the last copy of the descriptor goes, so never
    /// stale.</summary>
    /// <param name="shared">To find out whether anybody holds it.</param>
    public bool TryLock(bool shared = false) =>
        FileCalls.Lock(descriptor, (shared ? FileConstants.LockShared : FileConstants.LockExclusive) | FileConstants.LockNonBlocking) == 0
        || (Marshal.GetLastPInvokeError() == Errno.WouldBlock ? false : throw PosixException.Last("lock", Path));

    public void Dispose()
    {
        var open = Interlocked.Exchange(ref descriptor, -1);
        if (open >= 0)
        {
            _ = FileCalls.Close(open);
        }
    }
}
