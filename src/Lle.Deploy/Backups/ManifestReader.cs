using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Layout;
using Lle.Deploy.Posix;
using Lle.Deploy.Text;

namespace Lle.Deploy.Backups;

/// <summary>Reads a manifest on disk in the memory of one entry.</summary>
internal static class ManifestReader
{
    /// <summary>Up to this size the hash is always looked at, also where only the header is wanted.</summary>
    private const long SmallSize = 1 << 20;

    /// <param name="wholly">The hash over everything is verified; else only that there is a first and a last line, where the manifest is
    /// large.</param>
    public static Manifest Open(PosixDirectory folder, bool wholly)
    {
        using var file = RecordTrust.OpenRead(folder, Manifest.FileName);
        if (wholly || file.Status().Size <= SmallSize)
        {
            Verify(file);
        }

        using var again = folder.OpenRead(Manifest.FileName);
        var header = new List<string>();
        foreach (var line in new FileLines(again).Read())
        {
            header.Add(Encoding.UTF8.GetString(line.Span));
            if (header.Count > 100 || header[^1] == Manifest.FilesTitle)
            {
                break;
            }
        }

        if (!EndsWhole(again))
        {
            throw Damaged(again.Path);
        }

        var path = folder.Path;
        return Manifest.ParseHeader(header, file.Path, Entries(path));
    }

    /// <summary>One after the other, read anew each time it is enumerated; the hash is for <see cref="Open"/>.</summary>
    private static IEnumerable<ManifestEntry> Entries(string folder)
    {
        using var directory = PosixDirectory.Open(folder);
        using var file = directory.OpenRead(Manifest.FileName);
        var inFiles = false;
        foreach (var line in new FileLines(file).Read())
        {
            if (inFiles)
            {
                if (line.Span.StartsWith(Manifest.EndFieldBytes))
                {
                    yield break;
                }

                if (!line.IsEmpty)
                {
                    yield return Entry(line, file.Path);
                }
            }

            inFiles |= line.Span.SequenceEqual(Manifest.FilesTitleBytes);
        }
    }

    private static ManifestEntry Entry(ReadOnlyMemory<byte> line, string path)
    {
        try
        {
            return Manifest.Checked(ManifestLine.Read(line.Span), path);
        }
        catch (JsonException error)
        {
            throw new DamagedManifestException(path, Manifest.BadField, error);
        }
    }

    private static void Verify(PosixFile file)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var line in new FileLines(file).Read())
        {
            if (line.Span.StartsWith(Manifest.EndFieldBytes)
                && Encoding.ASCII.GetString(line.Span[Manifest.EndFieldBytes.Length..]) == Convert.ToHexStringLower(hash.GetCurrentHash()))
            {
                return;
            }

            hash.AppendData(line.Span);
            hash.AppendData("\n"u8);
        }

        throw Damaged(file.Path);
    }

    /// <summary>"Manifest SHA-256: ", 64 digits and a line end are the last bytes: it was written to its end.</summary>
    private static bool EndsWhole(PosixFile file)
    {
        var end = new byte[Manifest.EndFieldBytes.Length + 65];
        var size = file.Status().Size;
        if (size < end.Length)
        {
            return false;
        }

        file.SeekTo(size - end.Length);
        return file.Read(end) == end.Length && end.AsSpan().StartsWith(Manifest.EndFieldBytes) && end[^1] == (byte)'\n';
    }

    private static DamagedManifestException Damaged(string path) => new(path, Manifest.BadHash);
}
