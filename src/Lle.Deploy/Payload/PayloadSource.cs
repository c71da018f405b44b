using System.Security.Cryptography;
using Lle.Deploy.Diagnostics;

namespace Lle.Deploy.Payload;

/// <summary>
/// One payload file, open for reading. Links are followed (the payload belongs to whoever deploys it), but what is reached must be
/// a regular file: a pipe would block, a device never end.
/// </summary>
internal sealed class PayloadSource : IDisposable
{
    private const int PieceSize = 1 << 18;
    private readonly FileStream stream;
    private readonly string path;

    private PayloadSource(FileStream stream, string path)
    {
        this.stream = stream;
        this.path = path;
    }

    public uint Mode => OperatingSystem.IsWindows() ? 0 : (uint)File.GetUnixFileMode(stream.SafeFileHandle);

    /// <returns>null where nothing has the name.</returns>
    public static PayloadSource? TryOpen(string path)
    {
        if (Directory.Exists(path))
        {
            throw new DeploymentException(DiagnosticCatalog.PayloadIsDirectory(path));
        }

        if (!File.Exists(path))
        {
            return null;
        }

        try
        {
            return new PayloadSource(new FileStream(path, new FileStreamOptions { BufferSize = 0 }), path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new DeploymentException(DiagnosticCatalog.PayloadUnreadable(path, exception.Message), exception);
        }
    }

    public byte[] ReadAll(long maximumBytes)
    {
        using var content = new MemoryStream();
        var piece = new byte[PieceSize];
        while (Read(piece) is var count and > 0)
        {
            if (content.Length + count > maximumBytes)
            {
                throw new DeploymentException(DiagnosticCatalog.PayloadTooLarge(path, maximumBytes));
            }

            content.Write(piece, 0, count);
        }

        return content.ToArray();
    }

    /// <returns>SHA-256, lower-case hexadecimal.</returns>
    public string Hash(CancellationToken cancellation)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var piece = new byte[PieceSize];
        while (Read(piece) is var count and > 0)
        {
            cancellation.ThrowIfCancellationRequested();
            hash.AppendData(piece, 0, count);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    public void Dispose() => stream.Dispose();

    private int Read(Span<byte> piece)
    {
        try
        {
            return stream.Read(piece);
        }
        catch (IOException exception)
        {
            throw new DeploymentException(DiagnosticCatalog.PayloadUnreadable(path, exception.Message), exception);
        }
    }
}
