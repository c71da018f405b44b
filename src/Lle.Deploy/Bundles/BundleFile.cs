using System.Security.Cryptography;
using System.Text;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Options;
using Lle.Deploy.Payload;
using Lle.Deploy.Payload.Signatures;

namespace Lle.Deploy.Bundles;

/// <summary>What a bundle says of itself, read without unpacking it: nothing of it has been run, and its payload has not been looked
/// at.</summary>
/// <param name="Path">The bundle.</param>
/// <param name="Version">As VERSION says.</param>
/// <param name="ListSha256">The hash of its checksum list. The payload that is deployed must come with the same list.</param>
/// <param name="Key">The key that its checksum list is signed with; null: no key was given.</param>
internal sealed record BundleFile(string Path, BundleDescription Description, string Version, string ListSha256, TrustedKey? Key)
{
    /// <returns>null: it is an update package without deployment.json, which brings a payload and nothing else.</returns>
    /// <param name="keys">Empty: signatures are not looked at.</param>
    public static BundleFile? Open(string path, IReadOnlyList<TrustedKey> keys, CancellationToken cancellation)
    {
        var front = BundleFront.Read(path, cancellation);
        if (!front.TryGetValue(BundleNames.Description, out var json))
        {
            return null;
        }

        var list = front.TryGetValue(BundleNames.Checksums, out var listed) ? listed : throw Incomplete(path, BundleNames.Checksums);
        var key = keys.Count == 0 ? null : Verify(path, front, list, keys);
        CheckListed(path, front, list);
        var description = BundleJson.Read(json, path);
        var version = front.TryGetValue(BundleNames.Version, out var text) ? Encoding.UTF8.GetString(text).Trim()
            : throw Incomplete(path, BundleNames.Version);
        return version == description.Version
            ? new BundleFile(path, description, version, Hash(list), key)
            : throw new DeploymentException(DiagnosticCatalog.BundleVersionsDiffer(path, description.Version, version));
    }

    /// <summary>Refuses what starts programs, unless somebody vouches for it.</summary>
    public void CheckCommands(bool allowed)
    {
        var commands = string.Join("; ", BundleRules.Commands(Description));
        if (commands.Length > 0 && Key is null && !allowed)
        {
            throw new DeploymentException(DiagnosticCatalog.BundleCommandsRefused(Path, commands));
        }
    }

    private static TrustedKey Verify(string path, Dictionary<string, byte[]> front, byte[] list, IReadOnlyList<TrustedKey> keys)
    {
        var signature = front.TryGetValue(BundleNames.Signature, out var signed) ? signed
            : throw new DeploymentException(DiagnosticCatalog.SignatureMissing($"{path}/{BundleNames.Signature}"));
        return SignatureVerifier.Verify(list, signature, $"{path}/{BundleNames.Signature}", keys);
    }

    /// <summary>What is read here is what the list, and with it the signature, speaks of.</summary>
    private static void CheckListed(string path, Dictionary<string, byte[]> front, byte[] list)
    {
        var entries = ChecksumList.Parse(list, $"{path}/{BundleNames.Checksums}");
        foreach (var name in new[] { BundleNames.Description, BundleNames.Version }.Where(front.ContainsKey))
        {
            var entry = entries.FirstOrDefault(e => ChecksumList.PlainName(e.Name) == name)
                ?? throw new DeploymentException(DiagnosticCatalog.BundleFileNotListed(path, name));
            if (entry.Sha256 != Hash(front[name]))
            {
                throw new DeploymentException(
                    DiagnosticCatalog.ChecksumMismatch($"{path}/{BundleNames.Checksums}", entry.Line, name, entry.Sha256,
                        Hash(front[name])));
            }
        }
    }

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private static DeploymentException Incomplete(string path, string missing) => new(DiagnosticCatalog.BundleIncomplete(path, missing));
}
