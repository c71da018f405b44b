using Lle.Deploy.Diagnostics;
using Lle.Deploy.Posix;
using Microsoft.Win32.SafeHandles;

namespace Lle.Deploy.Payload;

/// <summary>
/// One payload file, open for reading. Links are followed (the payload belongs to whoever deploys it), but what is reached must be
/// a regular file: a pipe would block, a device never end.
/// </summary>
internal sealed class PayloadSource : IDisposable
{
    private const int PieceSize = 1 << 18;
    private readonly PosixFile file;

    private PayloadSource(PosixFile file, FileStatus status)
    {
        this.file = file;
        Status = status;
    }

    public FileStatus Status { get; }

    /// <returns>null where nothing has the name.</returns>
    public static PayloadSource? TryOpen(string path)
    {
        PosixFile? file = null;
        try
        {
            file = PosixFile.TryOpenFollowing(path);
            if (file is null)
            {
                return null;
            }

            var status = file.Status();
            return status.Kind switch
            {
                FileKind.File => new PayloadSource(file, status),
                FileKind.Directory => throw new NotAFileException(DiagnosticCatalog.PayloadIsDirectory(path)),
                _ => throw new NotAFileException(DiagnosticCatalog.PayloadNotRegular(path)),
            };
        }
        catch (PosixException exception)
        {
            file?.Dispose();
            throw exception.ErrorNumber == Errno.NoSuchDevice
                ? new NotAFileException(DiagnosticCatalog.PayloadNotRegular(path), exception)
                : new DeploymentException(DiagnosticCatalog.PayloadUnreadable(path, Errno.Describe(exception.ErrorNumber)), exception);
        }
        catch (DeploymentException)
        {
            file?.Dispose();
            throw;
        }
    }

    public byte[] ReadAll(long maximumBytes)
    {
        using var content = new MemoryStream((int)Math.Min(Status.Size, maximumBytes));
        var piece = new byte[PieceSize];
        while (Read(piece) is var count and > 0)
        {
            if (content.Length + count > maximumBytes)
            {
                throw new DeploymentException(DiagnosticCatalog.PayloadTooLarge(file.Path, maximumBytes));
            }

            content.Write(piece, 0, count);
        }

        return content.Length == content.Capacity ? content.GetBuffer() : content.ToArray();
    }

    /// <returns>SHA-256, lower-case hexadecimal.</returns>
    public string Hash(CancellationToken cancellation)
    {
        try
        {
            return file.Hash(cancellation);
        }
        catch (PosixException exception)
        {
            throw Unreadable(exception);
        }
    }

    public IReadOnlyDictionary<string, byte[]> Attributes() => file.Attributes();

    public int Read(Span<byte> piece)
    {
        try
        {
            return file.Read(piece);
        }
        catch (PosixException exception)
        {
            throw Unreadable(exception);
        }
    }

    /// <summary>To be used only while this is open.</summary>
    public FileStream AsStream() => new(new SafeFileHandle(file.Descriptor, ownsHandle: false), FileAccess.Read, bufferSize: 0);

    public void Dispose() => file.Dispose();

    private DeploymentException Unreadable(PosixException exception) =>
        new(DiagnosticCatalog.PayloadUnreadable(file.Path, Errno.Describe(exception.ErrorNumber)), exception);
}
