using System.Security.Cryptography;
using Lle.Deploy.Diagnostics;

namespace Lle.Deploy.Payload.Signatures;

/// <summary>Holds an SSH signature against the allowed signers.</summary>
internal static class SshVerifier
{
    /// <summary>The namespace a signature must be made for: ssh-keygen's own word for ordinary files.</summary>
    public const string Namespace = "file";

    /// <param name="signer">The principal that a line must name; null: any that matches will do.</param>
    public static TrustedKey Verify(
        ReadOnlySpan<byte> data, string text, string path, IReadOnlyList<TrustedKey> keys, string? signer, DateTimeOffset now)
    {
        var signature = SshSignature.TryParse(text) ?? throw Malformed(path, "it is not a whole SSH signature");
        if (signature.Namespace != Namespace)
        {
            throw new DeploymentException(DiagnosticCatalog.SignatureNamespace(path, signature.Namespace, Namespace));
        }

        var key = Allowed(signature, path, keys, signer, now);
        var signed = signature.SignedData(data) ?? throw Malformed(path, $"its hash '{signature.Hash}' is neither sha256 nor sha512");
        return Matches(key, signature, signed, path)
            ? key
            : throw new DeploymentException(DiagnosticCatalog.SignatureWrong(path, key.Name));
    }

    private static TrustedKey Allowed(
        SshSignature signature, string path, IReadOnlyList<TrustedKey> keys, string? signer, DateTimeOffset now)
    {
        var fingerprint = $"SHA256:{Convert.ToBase64String(SHA256.HashData(signature.PublicKey)).TrimEnd('=')}";
        var reason = "its key is not in the allowed_signers file";
        foreach (var key in keys)
        {
            if (key.Ssh is not { } line || !line.Blob.AsSpan().SequenceEqual(signature.PublicKey))
            {
                continue;
            }

            if (!line.AllowsPrincipal(signer))
            {
                reason = signer is null ? "its line names no principal" : $"its line does not name '{signer}', which LleSigner asks for";
            }
            else if (!line.AllowsNamespace(Namespace))
            {
                reason = $"its line does not allow the namespace '{Namespace}'";
            }
            else if (!line.IsValidAt(now))
            {
                reason = "its line is not valid now";
            }
            else
            {
                return key;
            }
        }

        if (signature.Algorithm.Contains("ed25519", StringComparison.Ordinal))
        {
            throw new DeploymentException(DiagnosticCatalog.TrustedKeyEd25519(path, 0));
        }

        throw new DeploymentException(DiagnosticCatalog.SignerNotAllowed(path, fingerprint, reason));
    }

    /// <summary>The key's line says which algorithms there may be; of an RSA key's two, the signature says which it is.</summary>
    private static bool Matches(TrustedKey key, SshSignature signature, byte[] signed, string path)
    {
        try
        {
            return (key.Ssh!.Algorithm, signature.Algorithm) switch
            {
                (SshPublicKey.Rsa, "rsa-sha2-256") => key.VerifiesSsh(signed, signature.Signature, HashAlgorithmName.SHA256),
                (SshPublicKey.Rsa, "rsa-sha2-512") => key.VerifiesSsh(signed, signature.Signature, HashAlgorithmName.SHA512),
                (SshPublicKey.P256, SshPublicKey.P256) => VerifiesEcdsa(key, signature, signed, 32, HashAlgorithmName.SHA256),
                (SshPublicKey.P384, SshPublicKey.P384) => VerifiesEcdsa(key, signature, signed, 48, HashAlgorithmName.SHA384),
                _ => throw Malformed(path, $"a {key.Ssh.Algorithm} key does not sign with '{signature.Algorithm}'"),
            };
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    private static bool VerifiesEcdsa(TrustedKey key, SshSignature signature, byte[] signed, int size, HashAlgorithmName hash)
    {
        var reader = new SshReader(signature.Signature);
        if (!reader.TryInteger(out var r) || !reader.TryInteger(out var s) || !reader.AtEnd || r.Length > size || s.Length > size)
        {
            return false;
        }

        var fields = new byte[2 * size];
        r.CopyTo(fields.AsSpan(size - r.Length));
        s.CopyTo(fields.AsSpan((2 * size) - s.Length));
        return key.VerifiesSsh(signed, fields, hash);
    }

    private static DeploymentException Malformed(string path, string reason) => new(DiagnosticCatalog.SignatureMalformed(path, reason));
}
