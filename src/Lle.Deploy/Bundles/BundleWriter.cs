using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Payload;

namespace Lle.Deploy.Bundles;

/// <summary>
/// Makes a bundle from a payload folder. The same input gives the same bytes, wherever and whenever it is made: names are sorted, owners,
/// times and modes are ours.
/// </summary>
internal static class BundleWriter
{
    private const UnixFileMode Plain = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
    private const UnixFileMode AnyExecute = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>Where nobody says what time it was: the first second that every archive format can hold.</summary>
    private static readonly DateTimeOffset noTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <param name="files">The payload.</param>
    /// <param name="description">What deployment.json is to say.</param>
    /// <param name="target">The bundle's path; what is there is replaced once the bundle is whole.</param>
    /// <param name="sign">Signs the checksum list; null: the bundle has no signature.</param>
    /// <param name="time">Of every entry: SOURCE_DATE_EPOCH; null: a fixed one.</param>
    /// <param name="cancellation">Leaves nothing behind.</param>
    public static void Write(
        IReadOnlyList<BundleInput> files, BundleDescription description, string target, Func<byte[], byte[]>? sign, DateTimeOffset? time,
            CancellationToken cancellation)
    {
        var added = new Dictionary<string, byte[]>(StringComparer.Ordinal)
        {
            [BundleNames.Description] = BundleJson.Write(description),
            [BundleNames.Version] = Encoding.UTF8.GetBytes(description.Version + "\n"),
        };
        added[BundleNames.Checksums] = Encoding.UTF8.GetBytes(List(added, files, cancellation));
        if (sign is not null)
        {
            added[BundleNames.Signature] = sign(added[BundleNames.Checksums]);
        }

        var temporary = $"{target}.{Environment.ProcessId}.tmp";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            using (var file = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write))
            using (var gzip = new GZipStream(file, CompressionLevel.SmallestSize))
            using (var tar = new TarWriter(gzip, TarEntryFormat.Pax))
            {
                Pack(tar, added, files, time ?? noTime, cancellation);
            }

            File.Move(temporary, target, overwrite: true);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new DeploymentException(DiagnosticCatalog.BundleInputRefused(target, problem.Message), problem);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    private static void Pack(TarWriter tar, Dictionary<string, byte[]> added, IReadOnlyList<BundleInput> files, DateTimeOffset time,
        CancellationToken cancellation)
    {
        foreach (var name in BundleNames.InFront.Where(added.ContainsKey))
        {
            using var content = new MemoryStream(added[name]);
            tar.WriteEntry(Entry(name, Plain, content, time));
        }

        foreach (var input in files)
        {
            cancellation.ThrowIfCancellationRequested();
            using var source = Open(input);
            using var content = source.AsStream();
            tar.WriteEntry(Entry(input.Name, (source.Status.Mode & (uint)AnyExecute) == 0 ? Plain : Plain | AnyExecute, content, time));
        }
    }

    private static UstarTarEntry Entry(string name, UnixFileMode mode, Stream content, DateTimeOffset time) =>
        new(TarEntryType.RegularFile, name)
        {
            Mode = mode,
            ModificationTime = time,
            DataStream = content,
        };

    /// <summary>Everything but the list itself and its signature, as sha256sum --check reads it.</summary>
    private static string List(Dictionary<string, byte[]> added, IReadOnlyList<BundleInput> files, CancellationToken cancellation)
    {
        var entries = added.Select(a => (Name: a.Key, Hash: Convert.ToHexStringLower(SHA256.HashData(a.Value))))
            .Concat(files.Select(f => (f.Name, Hash: HashOf(f, cancellation))))
            .OrderBy(e => e.Name, StringComparer.Ordinal);
        return ChecksumList.Format(entries.Select((e, i) => new ChecksumEntry(e.Hash, e.Name, i + 1)));
    }

    private static string HashOf(BundleInput input, CancellationToken cancellation)
    {
        using var source = Open(input);
        return source.Hash(cancellation);
    }

    private static PayloadSource Open(BundleInput input) =>
        PayloadSource.TryOpen(input.Path) ?? throw new DeploymentException(DiagnosticCatalog.BundleInputRefused(input.Path, "it is gone"));
}
