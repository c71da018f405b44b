using System.Security.Cryptography;

namespace Lle.Deploy.Payload;

/// <summary>
/// A file of the payload, read once: what is verified, run and installed later are exactly these bytes, whatever happens to the file
/// meanwhile.
/// </summary>
internal sealed class PayloadFile
{
    /// <summary>Larger than any shell, smaller than what would exhaust a build machine.</summary>
    public const long MaximumBytes = 1L << 30;

    private PayloadFile(string path, byte[] content, uint mode)
    {
        Path = path;
        Content = content;
        Mode = mode;
        Sha256 = Convert.ToHexStringLower(SHA256.HashData(content));
    }

    public string Path { get; }

    public string Name => System.IO.Path.GetFileName(Path);

    public ReadOnlyMemory<byte> Content { get; }

    /// <summary>The permission bits it had when it was read.</summary>
    public uint Mode { get; }

    /// <summary>Lower-case hexadecimal.</summary>
    public string Sha256 { get; }

    /// <returns>null where nothing has the name.</returns>
    public static PayloadFile? TryRead(string path, long maximumBytes = MaximumBytes)
    {
        using var source = PayloadSource.TryOpen(path);
        return source is null ? null : new PayloadFile(path, source.ReadAll(maximumBytes), source.Status.Mode);
    }
}
