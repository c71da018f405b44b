using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Posix;

namespace Lle.Deploy.Transactions;

/// <summary>
/// An append-only file, one entry a line: "LENGTH SHA256 JSON". The hash covers the line before it too, so that a line can be neither changed nor
/// left out. A last line that is cut short was never written; any other damage is an error.
/// </summary>
internal sealed class Journal : IDisposable
{
    public const string FileName = "journal";

    private readonly PosixFile file;
    private string previous;

    private Journal(PosixFile file, string previous)
    {
        this.file = file;
        this.previous = previous;
    }

    public static Journal Create(PosixDirectory folder) => new(folder.Create(FileName), "");

    /// <summary>Reads what stands and opens it to go on; a torn last line is cut off.</summary>
    public static Journal Continue(PosixDirectory folder, out IReadOnlyList<JournalEntry> entries)
    {
        entries = Read(folder, out var previous, out var intact);
        var file = folder.OpenAppend(FileName, 0x180);
        if (file.Status().Size != intact)
        {
            file.Truncate(intact);
        }

        return new Journal(file, previous);
    }

    public static IReadOnlyList<JournalEntry> Read(PosixDirectory folder) => Read(folder, out _, out _);

    private static List<JournalEntry> Read(PosixDirectory folder, out string previous, out long intact)
    {
        previous = "";
        intact = 0;
        if (folder.Status(FileName) is null)
        {
            return [];
        }

        using var file = folder.OpenRead(FileName);
        return Parse(file.ReadToEnd(), file.Path, out previous, out intact);
    }

    /// <param name="previous">Hash of the last good line.</param>
    /// <param name="intact">Bytes up to the end of the last good line.</param>
    public static List<JournalEntry> Parse(ReadOnlySpan<byte> content, string path, out string previous, out long intact)
    {
        previous = "";
        intact = 0;
        var entries = new List<JournalEntry>();
        while (!content.IsEmpty)
        {
            var end = content.IndexOf((byte)'\n');
            if (end < 0 || ParseLine(content[..end], previous) is not { } parsed)
            {
                // Only the last line may be torn: a write that was cut off.
                return end < 0 || end == content.Length - 1
                    ? entries
                    : throw new DeploymentException(DiagnosticCatalog.JournalDamaged(path, entries.Count + 1));
            }

            entries.Add(parsed.Entry);
            previous = parsed.Hash;
            intact += end + 1;
            content = content[(end + 1)..];
        }

        return entries;
    }

    private static (JournalEntry Entry, string Hash)? ParseLine(ReadOnlySpan<byte> line, string previous)
    {
        var text = Encoding.UTF8.GetString(line);
        if (text.Split(' ', 3) is not [var length, var hash, var json]
            || length != $"{Encoding.UTF8.GetByteCount(json)}"
            || hash != Hash(previous, json))
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize(json, JournalJson.Default.JournalEntry) is { } entry ? (entry, hash) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Adds one entry; it is durable when this returns.</summary>
    public void Append(JournalEntry entry)
    {
        AppendUnsynced(entry);
        file.Sync();
    }

    /// <summary>For an entry whose loss costs only repeated work.</summary>
    public void AppendUnsynced(JournalEntry entry)
    {
        var json = JsonSerializer.Serialize(entry, JournalJson.Default.JournalEntry);
        var hash = Hash(previous, json);
        file.WriteText($"{Encoding.UTF8.GetByteCount(json)} {hash} {json}\n");
        previous = hash;
    }

    private static string Hash(string previous, string json) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(previous + json)));

    public void Dispose() => file.Dispose();
}
