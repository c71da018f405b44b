using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Lle.Deploy.Diagnostics;

namespace Lle.Deploy.Payload.Signatures;

/// <summary>Public keys and certificates in PEM. A certificate only carries its key and its dates: no chain is followed.</summary>
internal static class PemKeys
{
    private const string RsaOid = "1.2.840.113549.1.1.1";
    private const string EcOid = "1.2.840.10045.2.1";
    private const string Ed25519Oid = "1.3.101.112";
    private const string P256Oid = "1.2.840.10045.3.1.7";
    private const string P384Oid = "1.3.132.0.34";

    public static IReadOnlyList<TrustedKey> Parse(string text, string file, DateTimeOffset now)
    {
        var keys = new List<TrustedKey>();
        var rest = 0;
        while (PemEncoding.TryFind(text.AsSpan(rest), out var fields))
        {
            var block = text.AsSpan(rest);
            var line = text.AsSpan(0, rest + fields.Location.Start.Value).Count('\n') + 1;
            var label = block[fields.Label].ToString();
            var name = Path.GetFileName(file) + (keys.Count == 0 ? "" : $"#{keys.Count + 1}");
            keys.Add(Read(label, Convert.FromBase64String(block[fields.Base64Data].ToString()), file, line, now) with { Name = name });
            rest += fields.Location.End.Value;
        }

        return keys;
    }

    /// <summary>The key in the form that is kept, if it is of a supported kind.</summary>
    public static TrustedKey FromSpki(byte[] der, string file, int line)
    {
        try
        {
            var key = PublicKey.CreateFromSubjectPublicKeyInfo(der, out var read);
            if (read != der.Length)
            {
                throw Malformed(file, line, "there is something behind the key");
            }

            return key.Oid.Value switch
            {
                RsaOid => Rsa(key, file, line),
                EcOid => Ec(key, file, line),
                Ed25519Oid => throw new DeploymentException(DiagnosticCatalog.TrustedKeyEd25519(file, line)),
                var other => throw Unsupported(file, line, $"algorithm {other}"),
            };
        }
        catch (CryptographicException exception)
        {
            throw new DeploymentException(DiagnosticCatalog.TrustedKeyMalformed(file, line, "it is not a public key in DER"), exception);
        }
        catch (PlatformNotSupportedException exception)
        {
            // A curve that the cryptographic library does not know.
            throw new DeploymentException(DiagnosticCatalog.TrustedKeyUnsupported(file, line, "ECDSA on an unknown curve"), exception);
        }
    }

    private static TrustedKey Read(string label, byte[] der, string file, int line, DateTimeOffset now) => label switch
    {
        "PUBLIC KEY" => FromSpki(der, file, line),
        "RSA PUBLIC KEY" => FromPkcs1(der, file, line),
        "CERTIFICATE" => FromCertificate(der, file, line, now),
        _ when label.EndsWith("PRIVATE KEY", StringComparison.Ordinal) =>
            throw new DeploymentException(DiagnosticCatalog.TrustedKeyIsPrivate(file, line)),
        _ => throw Malformed(file, line, $"a PEM block '{label}'"),
    };

    private static TrustedKey FromPkcs1(byte[] der, string file, int line)
    {
        try
        {
            using var rsa = RSA.Create();
            rsa.ImportRSAPublicKey(der, out _);
            return FromSpki(rsa.ExportSubjectPublicKeyInfo(), file, line);
        }
        catch (CryptographicException exception)
        {
            throw new DeploymentException(DiagnosticCatalog.TrustedKeyMalformed(file, line, "it is not an RSA public key in DER"),
                exception);
        }
    }

    private static TrustedKey FromCertificate(byte[] der, string file, int line, DateTimeOffset now)
    {
        try
        {
            using var certificate = X509CertificateLoader.LoadCertificate(der);
            var (from, until) = (certificate.NotBefore.ToUniversalTime(), certificate.NotAfter.ToUniversalTime());
            return now.UtcDateTime >= from && now.UtcDateTime <= until
                ? FromSpki(certificate.PublicKey.ExportSubjectPublicKeyInfo(), file, line)
                : throw new DeploymentException(DiagnosticCatalog.TrustedCertificateNotValid(
                    file, line, $"from {from:yyyy-MM-dd} to {until:yyyy-MM-dd}"));
        }
        catch (CryptographicException exception)
        {
            throw new DeploymentException(DiagnosticCatalog.TrustedKeyMalformed(file, line, "it is not a certificate"), exception);
        }
    }

    private static TrustedKey Rsa(PublicKey key, string file, int line)
    {
        using var rsa = key.GetRSAPublicKey() ?? throw Unsupported(file, line, "RSA of an unknown form");
        return rsa.KeySize is >= 2048 and <= 16384
            ? new TrustedKey("", rsa.ExportSubjectPublicKeyInfo(), IsRsa: true)
            : throw Unsupported(file, line, $"RSA of {rsa.KeySize} bits");
    }

    private static TrustedKey Ec(PublicKey key, string file, int line)
    {
        using var ecdsa = key.GetECDsaPublicKey() ?? throw Unsupported(file, line, "ECDSA of an unknown form");
        var curve = ecdsa.ExportParameters(false).Curve;
        return curve.IsNamed && curve.Oid.Value is P256Oid or P384Oid
            ? new TrustedKey("", ecdsa.ExportSubjectPublicKeyInfo(), IsRsa: false)
            : throw Unsupported(file, line,
                $"ECDSA on the curve {(curve.IsNamed ? curve.Oid.FriendlyName ?? curve.Oid.Value : "given by its parameters")}");
    }

    private static DeploymentException Unsupported(string file, int line, string found) =>
        new(DiagnosticCatalog.TrustedKeyUnsupported(file, line, found));

    private static DeploymentException Malformed(string file, int line, string reason) =>
        new(DiagnosticCatalog.TrustedKeyMalformed(file, line, reason));
}
