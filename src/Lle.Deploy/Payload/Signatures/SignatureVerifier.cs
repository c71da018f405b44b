using System.Text;
using System.Text.Json;
using Lle.Deploy.Diagnostics;

namespace Lle.Deploy.Payload.Signatures;

/// <summary>
/// Holds a detached signature against the trusted keys. Its form is recognised by its content: an SSH signature, cosign's bundle, base64
/// (cosign), or the bare bytes (openssl).
/// </summary>
internal static class SignatureVerifier
{
    private const int MaximumBytes = 1 << 20;

    /// <param name="signer">The principal that a line must name; null: any will do. A key in PEM counts only then.</param>
    /// <returns>The key that made it.</returns>
    public static TrustedKey Verify(
        ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature, string path, IReadOnlyList<TrustedKey> keys, TimeProvider? clock = null,
        string? signer = null)
    {
        if (signature.IsEmpty || signature.Length > MaximumBytes)
        {
            throw Malformed(path, signature.IsEmpty ? "the file is empty" : $"the file is larger than {MaximumBytes} bytes");
        }

        var text = Encoding.Latin1.GetString(signature);
        if (SshSignature.IsOne(text))
        {
            return SshVerifier.Verify(data, text, path, keys, signer, (clock ?? TimeProvider.System).GetUtcNow());
        }

        var candidates = IsBundle(signature, text) ? [FromBundle(signature, path)] : Candidates(signature, text);
        foreach (var candidate in candidates)
        {
            foreach (var key in keys)
            {
                if (key.Ssh is null && signer is null && key.Verifies(data, candidate))
                {
                    return key;
                }
            }
        }

        var names = string.Join(", ", keys.Where(key => key.Ssh is null && signer is null).Select(key => key.Name));
        throw new DeploymentException(DiagnosticCatalog.SignatureWrong(path, names.Length == 0 ? "none of them is a PEM key" : names));
    }

    /// <summary>One in 256 bare signatures begins with the byte of a brace too, but none of them is text.</summary>
    private static bool IsBundle(ReadOnlySpan<byte> signature, string text) =>
        text.AsSpan().TrimStart().StartsWith('{') && System.Text.Unicode.Utf8.IsValid(signature);

    private static List<byte[]> Candidates(ReadOnlySpan<byte> signature, string text)
    {
        var decoded = new byte[text.Length];
        return Convert.TryFromBase64String(text, decoded, out var length) ? [decoded[..length]] : [signature.ToArray()];
    }

    /// <summary>The bundle of today (messageSignature.signature) or of old (base64Signature). Only the signature is taken from it, no key
    /// and no certificate.</summary>
    private static byte[] FromBundle(ReadOnlySpan<byte> json, string path)
    {
        try
        {
            var options = new JsonDocumentOptions { AllowDuplicateProperties = false, MaxDepth = 32 };
            using var bundle = JsonDocument.Parse(json.ToArray(), options);
            var root = bundle.RootElement;
            var found = root.TryGetProperty("messageSignature", out var message) && message.ValueKind == JsonValueKind.Object
                ? message.TryGetProperty("signature", out var signature) ? signature : default
                : root.TryGetProperty("base64Signature", out var old) ? old : default;
            return found.ValueKind == JsonValueKind.String && found.TryGetBytesFromBase64(out var bytes)
                ? bytes
                : throw Malformed(path, "the bundle has neither messageSignature.signature nor base64Signature in base64");
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw Malformed(path, "it begins like a bundle, but is not JSON without repeated names");
        }
    }

    private static DeploymentException Malformed(string path, string reason) => new(DiagnosticCatalog.SignatureMalformed(path, reason));
}
