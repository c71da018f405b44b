using System.Formats.Tar;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Payload;

namespace Lle.Deploy.Bundles;

/// <summary>
/// Reads what a bundle says of itself out of an archive that anybody may have made. Only a bundle begins with deployment.json; of anything
/// else no more than the first entry is looked at.
/// </summary>
internal static class BundleFront
{
    private const int MaximumListBytes = 4 << 20;

    /// <returns>The files of <see cref="BundleNames.InFront"/> that stand in front of the payload, by name; empty: it is no
    /// bundle.</returns>
    public static Dictionary<string, byte[]> Read(string path, CancellationToken cancellation)
    {
        using var file = PayloadSource.TryOpen(path) ?? throw new DeploymentException(DiagnosticCatalog.UpdatePackageMissing(path));
        using var source = file.AsStream();
        try
        {
            using var gzip = PackageFormat.IsGzip(source, path) ? new GzipMembers(source) : null;
            using var guard = new TarGuard((Stream?)gzip ?? source, () => source.Position, path, new UpdateLimits());
            using var reader = new TarReader(guard, leaveOpen: true);
            return Read(reader, path, cancellation);
        }
        catch (Exception problem) when (
            problem is IOException or InvalidDataException or FormatException or ArgumentException or NotSupportedException)
        {
            throw new DeploymentException(DiagnosticCatalog.UpdatePackageDamaged(path, "its first entries cannot be read"), problem);
        }
    }

    private static Dictionary<string, byte[]> Read(TarReader reader, string path, CancellationToken cancellation)
    {
        var front = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        while (reader.GetNextEntry() is { EntryType: TarEntryType.RegularFile or TarEntryType.V7RegularFile } entry
            && BundleNames.InFront.Contains(entry.Name))
        {
            cancellation.ThrowIfCancellationRequested();
            var maximum = entry.Name == BundleNames.Checksums ? MaximumListBytes : BundleJson.MaximumBytes;
            if (entry.Length > maximum)
            {
                throw new DeploymentException(DiagnosticCatalog.BundlePartTooLarge(path, entry.Name, maximum));
            }

            using var content = new MemoryStream();
            entry.DataStream?.CopyTo(content);
            if (!front.TryAdd(entry.Name, content.ToArray()))
            {
                throw new DeploymentException(DiagnosticCatalog.UpdateEntryTwice(path, entry.Name, entry.Name));
            }
        }

        return front;
    }
}
