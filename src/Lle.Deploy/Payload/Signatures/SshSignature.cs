using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Lle.Deploy.Payload.Signatures;

/// <summary>What ssh-keygen -Y sign writes (OpenSSH's PROTOCOL.sshsig), taken apart.</summary>
internal sealed record SshSignature(byte[] PublicKey, string Namespace, byte[] Reserved, string Hash, string Algorithm, byte[] Signature)
{
    private const string Begin = "-----BEGIN SSH SIGNATURE-----";
    private const string End = "-----END SSH SIGNATURE-----";

    public static bool IsOne(string text) => text.AsSpan().TrimStart().StartsWith(Begin, StringComparison.Ordinal);

    /// <returns>null where it is malformed.</returns>
    public static SshSignature? TryParse(string text)
    {
        var body = text.Trim();
        if (body.Length < Begin.Length + End.Length || !body.StartsWith(Begin, StringComparison.Ordinal)
            || !body.EndsWith(End, StringComparison.Ordinal))
        {
            return null;
        }

        body = body[Begin.Length..^End.Length];
        var bytes = new byte[body.Length];
        return Convert.TryFromBase64String(body, bytes, out var length) ? Parse(bytes.AsSpan(0, length)) : null;
    }

    /// <summary>What the signature is made over, for the given file content; null where its hash is not one of the two that there
    /// are.</summary>
    public byte[]? SignedData(ReadOnlySpan<byte> content)
    {
        var digest = Hash switch { "sha256" => SHA256.HashData(content), "sha512" => SHA512.HashData(content), _ => null };
        if (digest is null)
        {
            return null;
        }

        using var data = new MemoryStream();
        data.Write("SSHSIG"u8);
        WriteBytes(data, Encoding.Latin1.GetBytes(Namespace));
        WriteBytes(data, Reserved);
        WriteBytes(data, Encoding.Latin1.GetBytes(Hash));
        WriteBytes(data, digest);
        return data.ToArray();
    }

    private static SshSignature? Parse(ReadOnlySpan<byte> blob)
    {
        var reader = new SshReader(blob);
        if (!reader.TrySkip("SSHSIG"u8) || !reader.TryNumber(out var version) || version != 1
            || !reader.TryBytes(out var key) || !reader.TryText(out var name) || !reader.TryBytes(out var reserved)
            || !reader.TryText(out var hash) || !reader.TryBytes(out var signatureBlob) || !reader.AtEnd)
        {
            return null;
        }

        var inner = new SshReader(signatureBlob);
        return inner.TryText(out var algorithm) && inner.TryBytes(out var signature) && inner.AtEnd
            ? new SshSignature(key.ToArray(), name, reserved.ToArray(), hash, algorithm, signature.ToArray())
            : null;
    }

    private static void WriteBytes(MemoryStream data, ReadOnlySpan<byte> bytes)
    {
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, bytes.Length);
        data.Write(length);
        data.Write(bytes);
    }
}
