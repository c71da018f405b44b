using System.Formats.Asn1;
using System.Security.Cryptography;

namespace Lle.Deploy.Payload.Signatures;

/// <summary>
/// A public key that may sign payloads. Which algorithms it accepts is decided by the key alone, never by what a signature says of itself.
/// </summary>
/// <param name="Name">Shown in logs and reports: the file's name, or the principals of an allowed_signers line.</param>
/// <param name="Spki">The key as SubjectPublicKeyInfo, DER.</param>
/// <param name="IsRsa">RSA; otherwise ECDSA.</param>
/// <param name="Ssh">For a line of an allowed_signers file: what the line allows. Such a key verifies SSH signatures only, and only such a
/// key does.</param>
internal sealed record TrustedKey(string Name, byte[] Spki, bool IsRsa, AllowedSigner? Ssh = null)
{
    private static readonly HashAlgorithmName[] RsaHashes = [HashAlgorithmName.SHA256, HashAlgorithmName.SHA512];
    private static readonly HashAlgorithmName[] EcdsaHashes =
        [HashAlgorithmName.SHA256, HashAlgorithmName.SHA384, HashAlgorithmName.SHA512];

    /// <summary>Whether this key made the signature (raw RSA bytes, or ECDSA in DER) over the data.</summary>
    public bool Verifies(ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature)
    {
        try
        {
            return IsRsa ? VerifiesRsa(data, signature) : VerifiesEcdsa(data, signature);
        }
        catch (CryptographicException)
        {
            // Not even of the form this key's signatures have.
            return false;
        }
    }

    public bool VerifiesSsh(ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature, HashAlgorithmName hash)
    {
        if (IsRsa)
        {
            using var rsa = OpenRsa();
            return rsa.VerifyData(data, signature, hash, RSASignaturePadding.Pkcs1);
        }

        using var ecdsa = OpenEcdsa();
        return ecdsa.VerifyData(data, signature, hash, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
    }

    private bool VerifiesRsa(ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature)
    {
        using var rsa = OpenRsa();
        if (signature.Length != (rsa.KeySize + 7) / 8)
        {
            return false;
        }

        var parameters = rsa.ExportParameters(includePrivateParameters: false);
        foreach (var hash in RsaHashes)
        {
            if (rsa.VerifyData(data, signature, hash, RSASignaturePadding.Pkcs1) || Pss.Verifies(parameters, data, signature, hash))
            {
                return true;
            }
        }

        return false;
    }

    private bool VerifiesEcdsa(ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature)
    {
        if (!IsPlainDer(signature))
        {
            return false;
        }

        using var ecdsa = OpenEcdsa();
        foreach (var hash in EcdsaHashes)
        {
            if (ecdsa.VerifyData(data, signature, hash, DSASignatureFormat.Rfc3279DerSequence))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Two numbers that are not negative: .NET takes one whose leading zero is missing for a positive one, so that one signature
    /// would have two forms.</summary>
    private static bool IsPlainDer(ReadOnlySpan<byte> signature)
    {
        try
        {
            var outer = new AsnReader(signature.ToArray(), AsnEncodingRules.DER);
            var numbers = outer.ReadSequence();
            outer.ThrowIfNotEmpty();
            var plain = numbers.ReadInteger().Sign >= 0 && numbers.ReadInteger().Sign >= 0;
            numbers.ThrowIfNotEmpty();
            return plain;
        }
        catch (AsnContentException)
        {
            return false;
        }
    }

    private RSA OpenRsa()
    {
        var rsa = RSA.Create();
        rsa.ImportSubjectPublicKeyInfo(Spki, out _);
        return rsa;
    }

    private ECDsa OpenEcdsa()
    {
        var ecdsa = ECDsa.Create();
        ecdsa.ImportSubjectPublicKeyInfo(Spki, out _);
        return ecdsa;
    }
}
