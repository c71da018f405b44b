using System.Formats.Tar;
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
    private const uint PrivateFolder = FileModes.Private;
    private const uint PrivateFile = FileModes.Secret;
    private const UnixFileMode AnyExecute = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    private static readonly string[] InPrefix = ["bin", "etc", "include", "lib", "lib64", "libexec", "sbin", "share"];

    private readonly ScratchFolder scratch;
    private readonly string source;
    private readonly UpdateNames names;

    private UpdatePackage(ScratchFolder scratch, string source)
    {
        this.scratch = scratch;
        this.source = source;
        names = new UpdateNames(source);
        Folder = Path.Combine(scratch.Path, "payload");
    }

    /// <summary>
    /// The payload. One level below the private folder: no name in a package can become a name in that folder, where others look for
    /// files of their own (a journal, say).
    /// </summary>
    public string Folder { get; private set; }

    /// <summary>How many entries were left out because they hold what macOS keeps beside a file (AppleDouble).</summary>
    public int LeftOut { get; private set; }

    /// <summary>Why the folder could not be removed; null where it was.</summary>
    public Diagnostic? Leftover => scratch.Leftover is { } reason ? DiagnosticCatalog.UpdateScratchLeft(scratch.Path, reason) : null;

    /// <param name="path">A .tar.gz or .tar file; which of the two is seen from its content.</param>
    /// <param name="scratch">An existing directory on a file system that lets programs run.</param>
    public static UpdatePackage Unpack(string path, string scratch, UpdateLimits limits, CancellationToken cancellation)
    {
        using var file = OpenPackage(path);
        using var source = file.AsStream();
        var package = new UpdatePackage(MakeFolder(scratch), path);
        try
        {
            Directory.CreateDirectory(package.Folder);
            using var gzip = PackageFormat.IsGzip(source, path) ? new GzipMembers(source) : null;
            using var guard = new TarGuard((Stream?)gzip ?? source, () => source.Position, path, limits);
            package.ReadEntries(guard, path, limits, cancellation);
            guard.Drain();
            if (!guard.EndMarkSeen)
            {
                // tar's reader takes the end of the file anywhere for the end of the archive.
                throw new EndOfStreamException();
            }

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

    /// <summary>
    /// A package may hold its payload in one folder, as source archives do. A folder that has the name of one below a prefix is a part of
    /// the payload itself.
    /// </summary>
    /// <param name="binaryName">Where the program lies at the top already, nothing is entered.</param>
    public void EnterTopFolder(string binaryName, PayloadKind kind)
    {
        if (!File.Exists(Path.Combine(Folder, kind == PayloadKind.Tree ? "bin" : "", binaryName)))
        {
            EnterTopFolder();
        }
    }

    /// <summary>Enters the one folder that the package consists of, if it does.</summary>
    public void EnterTopFolder()
    {
        if (Directory.GetFileSystemEntries(Folder) is [var only] && Directory.Exists(only) && !InPrefix.Contains(Path.GetFileName(only)))
        {
            Folder = only;
        }
    }

    /// <summary>Runs a step whose errors name the package, not the folder that is gone by the time somebody reads them.</summary>
    /// <param name="package">null: the payload is no package, and its paths are its own.</param>
    public static T Naming<T>(UpdatePackage? package, Func<T> step)
    {
        try
        {
            return step();
        }
        catch (DeploymentException error) when (package is not null)
        {
            throw new DeploymentException([.. error.Diagnostics.Select(package.Name)]);
        }
    }

    /// <inheritdoc cref="Naming{T}"/>
    public static void Naming(UpdatePackage? package, Action step) => Naming(package, () =>
    {
        step();
        return true;
    });

    /// <summary>The same with the package's path and the names in it.</summary>
    public Diagnostic Name(Diagnostic diagnostic) => diagnostic with
    {
        Message = Named(diagnostic.Message),
        Remedy = Named(diagnostic.Remedy),
        Location = diagnostic.Location.File is { } file && file.StartsWith(scratch.Path, StringComparison.Ordinal)
            ? Location.OfFile(source)
            : diagnostic.Location,
    };

    private string Named(string text) => text
        .Replace(Folder + "/", "", StringComparison.Ordinal)
        .Replace(Folder, source, StringComparison.Ordinal)
        .Replace(scratch.Path, source, StringComparison.Ordinal);

    public void Dispose() => scratch.Dispose();

    private void ReadEntries(TarGuard guard, string path, UpdateLimits limits, CancellationToken cancellation)
    {
        using var reader = new TarReader(guard, leaveOpen: true);
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
                    var target = Inside(names.Accept(entry.Name, isDirectory: false));
                    Write(entry, target, path, cancellation);
                    LeaveOutAppleDouble(target);
                    break;
                default:
                    throw new DeploymentException(DiagnosticCatalog.UpdateEntryKind(path, entry.Name, Kind(entry.EntryType)));
            }
        }

        if (count == 0)
        {
            throw new DeploymentException(DiagnosticCatalog.UpdatePackageDamaged(path, "it is empty"));
        }
    }

    /// <summary>Takes a name for something that is put into the folder beside what the archive holds.</summary>
    /// <returns>Where it is to be.</returns>
    /// <exception cref="DeploymentException">The name leads out, or is taken.</exception>
    public string Add(string name) => Inside(names.Accept(name, isDirectory: false));

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
                throw new DeploymentException(DiagnosticCatalog.UpdatePackageDamaged(
                    path, $"'{entry.Name}' ends after {written} of {entry.Length} bytes"));
            }
        }
        catch (PosixException exception)
        {
            throw new DeploymentException(DiagnosticCatalog.UpdateScratchFailed(target, Errno.Describe(exception.ErrorNumber)), exception);
        }
    }

    /// <summary>What tar on macOS puts before a file that has attributes there: "._NAME", which begins with 0x00051607. It is no part of
    /// the payload.</summary>
    private void LeaveOutAppleDouble(string target)
    {
        if (!Path.GetFileName(target).StartsWith("._", StringComparison.Ordinal))
        {
            return;
        }

        Span<byte> magic = stackalloc byte[4];
        using (var written = File.OpenRead(target))
        {
            written.ReadAtLeast(magic, magic.Length, throwOnEndOfStream: false);
        }

        if (magic is [0, 5, 0x16, 7])
        {
            File.Delete(target);
            LeftOut++;
        }
    }

    private static PayloadSource OpenPackage(string path)
    {
        try
        {
            return PayloadSource.TryOpen(path) ?? throw new DeploymentException(DiagnosticCatalog.UpdatePackageMissing(path));
        }
        catch (NotAFileException exception)
        {
            throw new DeploymentException(DiagnosticCatalog.UpdatePackageMissing(path), exception);
        }
    }

    private static ScratchFolder MakeFolder(string scratch)
    {
        try
        {
            return ScratchFolder.Make(scratch, ScratchNames.UpdatePrefix);
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
