using System.Security.Cryptography;
using Lle.Deploy.Diagnostics;

namespace Lle.Deploy.Payload.Signatures;

/// <summary>A public key as SSH writes it.</summary>
internal static class SshPublicKey
{
    public const string Rsa = "ssh-rsa";
    public const string P256 = "ecdsa-sha2-nistp256";
    public const string P384 = "ecdsa-sha2-nistp384";

    /// <returns>The key without name, or null where the blob is malformed.</returns>
    public static TrustedKey? TryParse(byte[] blob, out string algorithm, string file, int line)
    {
        var reader = new SshReader(blob);
        if (!reader.TryText(out algorithm))
        {
            return null;
        }

        try
        {
            return algorithm switch
            {
                Rsa => ParseRsa(ref reader, file, line),
                P256 => ParseEcdsa(ref reader, "nistp256", ECCurve.NamedCurves.nistP256, 32, file, line),
                P384 => ParseEcdsa(ref reader, "nistp384", ECCurve.NamedCurves.nistP384, 48, file, line),
                _ when algorithm.Contains("ed25519", StringComparison.Ordinal) =>
                    throw new DeploymentException(DiagnosticCatalog.TrustedKeyEd25519(file, line)),
                _ => throw new DeploymentException(DiagnosticCatalog.TrustedKeyUnsupported(file, line, algorithm)),
            };
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private static TrustedKey? ParseRsa(ref SshReader reader, string file, int line)
    {
        if (!reader.TryInteger(out var exponent) || !reader.TryInteger(out var modulus) || !reader.AtEnd || exponent.Length > 8
            || modulus.Length > 2048)
        {
            return null;
        }

        using var rsa = RSA.Create(new RSAParameters { Exponent = exponent.ToArray(), Modulus = modulus.ToArray() });
        return PemKeys.FromSpki(rsa.ExportSubjectPublicKeyInfo(), file, line);
    }

    private static TrustedKey? ParseEcdsa(ref SshReader reader, string curveName, ECCurve curve, int size, string file, int line)
    {
        // 4 begins an uncompressed point: both coordinates, each of the curve's size.
        if (!reader.TryText(out var named) || named != curveName || !reader.TryBytes(out var point) || !reader.AtEnd
            || point.Length != 1 + (2 * size) || point[0] != 4)
        {
            return null;
        }

        var coordinates = new ECPoint { X = point[1..(1 + size)].ToArray(), Y = point[(1 + size)..].ToArray() };
        using var ecdsa = ECDsa.Create(new ECParameters { Curve = curve, Q = coordinates });
        return PemKeys.FromSpki(ecdsa.ExportSubjectPublicKeyInfo(), file, line);
    }
}
