using Lle.Deploy.Diagnostics;

namespace Lle.Deploy.Payload;

/// <summary>Recognises by its first bytes what a package is packed with.</summary>
internal static class PackageFormat
{
    private const int LongestMagic = 6;
    private const string PackAgain = "Pack the payload with: tar -czf package.tar.gz -C folder .";

    /// <returns>Whether it is gzip; otherwise it can only be a plain tar archive.</returns>
    /// <exception cref="DeploymentException">It is packed with something that is not read here.</exception>
    public static bool IsGzip(Stream source, string path)
    {
        Span<byte> magic = stackalloc byte[LongestMagic];
        magic = magic[..source.ReadAtLeast(magic, LongestMagic, throwOnEndOfStream: false)];
        source.Position = 0;
        (string Name, string Remedy)? other = magic switch
        {
            [0xfd, (byte)'7', (byte)'z', (byte)'X', (byte)'Z', 0] => ("compressed with xz", Unpack("xz -dk")),
            [0x28, 0xb5, 0x2f, 0xfd, ..] => ("compressed with zstd", Unpack("zstd -d")),
            [(byte)'B', (byte)'Z', (byte)'h', ..] => ("compressed with bzip2", Unpack("bzip2 -dk")),
            [0x04, 0x22, 0x4d, 0x18, ..] => ("compressed with lz4", Unpack("lz4 -d")),
            [0x1f, 0x9d, ..] => ("compressed with compress", Unpack("gzip -d")),
            [(byte)'P', (byte)'K', 3, 4, ..] => ("a zip archive", PackAgain),
            [(byte)'7', (byte)'z', 0xbc, 0xaf, ..] => ("a 7-Zip archive", PackAgain),
            [(byte)'!', (byte)'<', (byte)'a', (byte)'r', ..] => ("an ar archive (a Debian package?)", PackAgain),
            [0xed, 0xab, 0xee, 0xdb, ..] => ("an RPM package", PackAgain),
            _ => null,
        };
        return other is not { } refused ? GzipMembers.Begins(magic)
            : throw new DeploymentException(DiagnosticCatalog.UpdateFormatUnknown(path, refused.Name, refused.Remedy));
    }

    private static string Unpack(string command) => $"Unpack it with {command} and give the .tar file, or compress it with gzip";
}
