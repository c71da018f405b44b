using System.Buffers.Binary;
using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Posix;
using Lle.Deploy.Processes;
using Lle.Deploy.Transactions;

namespace Lle.Deploy.Payload;

/// <summary>
/// An update package, unpacked into a folder that only the deploying user can enter and that is gone when this is disposed.
/// </summary>
internal sealed class UpdatePackage : IDisposable
{
    private const uint PrivateFolder = 0b111_000_000;
    private const uint PrivateFile = 0b110_000_000;
    private const UnixFileMode AnyExecute = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    private readonly string root;

    private UpdatePackage(string root)
    {
        this.root = root;
        Folder = Path.Combine(root, "payload");
    }

    /// <summary>
    /// The payload. One level below the private folder: no name in a package can become a name in that folder, where others look for
    /// files of their own (a journal, say).
    /// </summary>
    public string Folder { get; }

    /// <summary>Why the folder could not be removed; null where it was.</summary>
    public Diagnostic? Leftover { get; private set; }

    /// <param name="path">A .tar.gz or .tar file; which of the two is seen from its content.</param>
    /// <param name="scratch">An existing directory on a file system that lets programs run.</param>
    public static UpdatePackage Unpack(string path, string scratch, UpdateLimits limits, CancellationToken cancellation)
    {
        using var file = OpenPackage(path);
        using var source = file.AsStream();
        var package = new UpdatePackage(MakeFolder(scratch));
        try
        {
            Directory.CreateDirectory(package.Folder);
            using var gzip = IsGzip(source) ? new GZipStream(source, CompressionMode.Decompress, leaveOpen: true) : null;
            using var guard = new TarGuard((Stream?)gzip ?? source, () => source.Position, path, limits);
            package.ReadEntries(guard, path, limits, cancellation);
            guard.Drain();
            CheckEnd(source, guard, path, compressed: gzip is not null);
            return package;
        }
        catch (Exception exception)
        {
            package.Dispose();
            if (exception is DeploymentException or OperationCanceledException or OutOfMemoryException)
            {
                throw;
            }

            // What the readers of gzip and tar throw at a damaged archive is theirs to choose.
            throw new DeploymentException(DiagnosticCatalog.UpdatePackageDamaged(path, Reason(exception)), exception);
        }
    }

    /// <summary>Removes what a killed run left behind. Call it while holding the deployment lock.</summary>
    public static void RemoveLeftovers(string scratch)
    {
        foreach (var folder in Directory.Exists(scratch) ? Directory.GetDirectories(scratch, ScratchNames.UpdatePrefix + "*") : [])
        {
            new UpdatePackage(folder).Dispose();
        }
    }

    public void Dispose()
    {
        try
        {
            if (Directory.Exists(root))
            {
                Directory.Delete(root, recursive: true);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Leftover = DiagnosticCatalog.UpdateScratchLeft(root, exception.Message);
        }
    }

    private void ReadEntries(TarGuard guard, string path, UpdateLimits limits, CancellationToken cancellation)
    {
        using var reader = new TarReader(guard, leaveOpen: true);
        var names = new UpdateNames(path);
        var count = 0;
        while (reader.GetNextEntry() is { } entry)
        {
            cancellation.ThrowIfCancellationRequested();
            if (++count > limits.Entries)
            {
                throw new DeploymentException(DiagnosticCatalog.UpdateTooBig(path, $"more than {limits.Entries} entries"));
            }

            switch (entry.EntryType)
            {
                case TarEntryType.GlobalExtendedAttributes:
                    break;
                case TarEntryType.Directory:
                    Directory.CreateDirectory(Inside(names.Accept(entry.Name, isDirectory: true)));
                    break;
                case TarEntryType.RegularFile or TarEntryType.V7RegularFile:
                    Write(entry, Inside(names.Accept(entry.Name, isDirectory: false)), path, cancellation);
                    break;
                default:
                    throw new DeploymentException(DiagnosticCatalog.UpdateEntryKind(path, entry.Name, Kind(entry.EntryType)));
            }
        }

        if (count == 0)
        {
            throw new DeploymentException(DiagnosticCatalog.UpdatePackageDamaged(path, "it holds nothing"));
        }
    }

    private string Inside(string name) => Path.Join(Folder, name);

    private static void Write(TarEntry entry, string target, string path, CancellationToken cancellation)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            using var directory = PosixDirectory.OpenParent(target, out var name);
            using var file = directory.Create(name);
            file.SetMode((entry.Mode & AnyExecute) == 0 ? PrivateFile : PrivateFolder);
            var piece = new byte[1 << 17];
            long written = 0;
            while (entry.DataStream?.Read(piece) is int count and > 0)
            {
                cancellation.ThrowIfCancellationRequested();
                file.Write(piece.AsSpan(0, count));
                written += count;
            }

            if (written != entry.Length)
            {
                throw new DeploymentException(DiagnosticCatalog.UpdatePackageDamaged(path, $"'{entry.Name}' is cut off after {written} of {entry.Length} bytes"));
            }
        }
        catch (PosixException exception)
        {
            throw new DeploymentException(DiagnosticCatalog.UpdateScratchFailed(target, Errno.Describe(exception.ErrorNumber)), exception);
        }
    }

    private static PayloadSource OpenPackage(string path)
    {
        try
        {
            return PayloadSource.TryOpen(path) ?? throw new DeploymentException(DiagnosticCatalog.UpdatePackageMissing(path));
        }
        catch (DeploymentException exception) when (exception.Diagnostics[0].Code is "LLE1103" or "LLE1104")
        {
            throw new DeploymentException(DiagnosticCatalog.UpdatePackageMissing(path), exception);
        }
    }

    /// <summary>
    /// .NET takes the end of a gzip file anywhere for its end, and then without a look at its checksum; tar's reader likewise. A whole archive
    /// has tar's end mark, and a whole gzip file ends with the checksum and the length (32 bits of it) of what it unpacks to.
    /// </summary>
    private static void CheckEnd(FileStream source, TarGuard guard, string path, bool compressed)
    {
        Span<byte> trailer = stackalloc byte[8];
        var whole = guard.EndMarkSeen;
        if (whole && compressed)
        {
            source.Seek(-trailer.Length, SeekOrigin.End);
            source.ReadExactly(trailer);
            whole = BinaryPrimitives.ReadUInt32LittleEndian(trailer) == guard.Checksum
                && BinaryPrimitives.ReadUInt32LittleEndian(trailer[4..]) == (uint)guard.Unpacked;
        }

        if (!whole)
        {
            throw new DeploymentException(DiagnosticCatalog.UpdatePackageDamaged(path, "it ends too early, or something stands behind its end"));
        }
    }

    private static bool IsGzip(FileStream source)
    {
        Span<byte> magic = stackalloc byte[2];
        var read = source.ReadAtLeast(magic, 2, throwOnEndOfStream: false);
        source.Position = 0;
        return read == 2 && magic is [0x1f, 0x8b];
    }

    private static string MakeFolder(string scratch)
    {
        var name = ScratchNames.UpdatePrefix + RandomNumberGenerator.GetHexString(32, lowercase: true);
        try
        {
            using var directory = PosixDirectory.Open(scratch);
            directory.MakeDirectory(name, PrivateFolder);
            return Path.Combine(scratch, name);
        }
        catch (PosixException exception)
        {
            throw new DeploymentException(DiagnosticCatalog.UpdateScratchFailed(scratch, Errno.Describe(exception.ErrorNumber)), exception);
        }
    }

    private static string Reason(Exception exception) => exception switch
    {
        EndOfStreamException => "it ends too early",
        InvalidDataException => "its content is damaged",
        UnauthorizedAccessException => "a part of it cannot be written",
        _ => $"it cannot be read ({exception.GetType().Name})",
    };

    private static string Kind(TarEntryType type) => type switch
    {
        TarEntryType.SymbolicLink => "a symbolic link",
        TarEntryType.HardLink => "a hard link",
        TarEntryType.BlockDevice or TarEntryType.CharacterDevice => "a device",
        TarEntryType.Fifo => "a pipe",
        TarEntryType.SparseFile => "a sparse file",
        _ => $"an entry of the kind '{type}'",
    };
}
