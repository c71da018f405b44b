using System.Security.Cryptography;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Payload;

namespace Lle.Deploy.Bundles;

/// <summary>Holds an unpacked bundle against the one whose options were read before: the file may have been exchanged in between.</summary>
internal static class BundleCheck
{
    /// <param name="path">The bundle, for messages.</param>
    /// <param name="folder">What it was unpacked to.</param>
    /// <param name="listSha256">Of the list that was read; null: there was no description to read.</param>
    public static void IsTheOneRead(string path, string folder, string? listSha256)
    {
        if (listSha256 is null)
        {
            if (File.Exists(Path.Combine(folder, BundleNames.Description)))
            {
                // A description that stands further behind is not read; what it demands must not be passed over.
                throw new DeploymentException(
                    DiagnosticCatalog.BundleIncomplete(path, $"{BundleNames.Description} and {BundleNames.Checksums}"));
            }

            return;
        }

        using var list = PayloadSource.TryOpen(Path.Combine(folder, BundleNames.Checksums));
        if (list is null || Convert.ToHexStringLower(SHA256.HashData(list.ReadAll(4 << 20))) != listSha256)
        {
            throw new DeploymentException(DiagnosticCatalog.BundleChanged(path));
        }
    }
}
