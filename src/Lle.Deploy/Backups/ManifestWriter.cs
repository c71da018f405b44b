using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Posix;

namespace Lle.Deploy.Backups;

/// <summary>Writes a manifest entry by entry, in the memory of one, under a name that does not count; <see cref="Finish"/> gives it the one
/// that does.</summary>
internal sealed class ManifestWriter : IDisposable
{
    private const string Unfinished = Manifest.FileName + ".new";
    private const int FlushAt = 1 << 16;

    private readonly PosixDirectory folder;
    private readonly PosixFile file;
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly ArrayBufferWriter<byte> waiting = new(FlushAt + 4096);
    private readonly Utf8JsonWriter json;

    public ManifestWriter(PosixDirectory folder, Manifest header)
    {
        this.folder = folder;
        file = folder.Create(Unfinished);
        json = new Utf8JsonWriter(waiting);
        waiting.Write(Encoding.UTF8.GetBytes(header.FormatHeader(folder.Path)));
    }

    /// <summary>The manifest of a backup, which has an identity from now on; one that does not verify stays as it is.</summary>
    public static void Rewrite(Backup backup, string identity, Func<ManifestEntry, ManifestEntry> entryOf)
    {
        using var folder = PosixDirectory.Open(backup.Folder);
        if (folder.Status(Unfinished) is not null)
        {
            folder.Unlink(Unfinished);
        }

        try
        {
            var whole = Backup.Open(backup.Folder).Manifest;
            using var writer = new ManifestWriter(folder, whole with { Identity = identity });
            foreach (var entry in whole.Entries)
            {
                writer.Add(entryOf(entry));
            }

            writer.Finish();
            folder.Sync();
        }
        catch (DamagedManifestException)
        {
            // Damaged: nothing can be restored from it; a restore that names it says why.
        }
    }

    /// <summary>What was added so far.</summary>
    public ManifestTotals Totals { get; private set; } = new(0, 0, 0);

    /// <summary>In the order of the walk: names of a directory sorted, each directory before what is in it.</summary>
    public void Add(ManifestEntry entry)
    {
        Totals = Totals.With(entry);
        json.Reset();
        Manifest.WriteEntry(json, entry);
        json.Flush();
        waiting.Write("\n"u8);
        if (waiting.WrittenCount >= FlushAt)
        {
            Flush();
        }
    }

    /// <summary>The last line, and the name: on return the manifest is durable in its folder, once the folder is.</summary>
    public void Finish()
    {
        Flush();
        file.WriteText($"{Manifest.EndField}{Convert.ToHexStringLower(hash.GetHashAndReset())}\n");
        file.Sync();
        folder.Rename(Unfinished, Manifest.FileName);
    }

    private void Flush()
    {
        hash.AppendData(waiting.WrittenSpan);
        file.Write(waiting.WrittenSpan);
        waiting.ResetWrittenCount();
    }

    public void Dispose()
    {
        json.Dispose();
        hash.Dispose();
        file.Dispose();
    }
}
