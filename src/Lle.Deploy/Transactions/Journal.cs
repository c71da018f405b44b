using System.Buffers;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Layout;
using Lle.Deploy.Posix;
using Lle.Deploy.Text;

namespace Lle.Deploy.Transactions;

/// <summary>
/// An append-only file, one entry a line: "LENGTH SHA256 JSON". The hash covers the line before it too, so that a line can be neither
/// changed nor left out. A last line that is cut short was never written; any other damage is an error.
/// </summary>
internal sealed class Journal : IDisposable
{
    public const string FileName = "journal";

    /// <summary>A journal under this name has not begun: nothing was changed.</summary>
    public const string UnfinishedName = "journal.new";

    private const int HashLength = 64;

    /// <summary>Length, hash and two spaces.</summary>
    private const int MostBeforeJson = 10 + 1 + HashLength + 1;

    private readonly PosixFile file;
    private readonly RecordPaths paths;

    /// <summary>One entry after the other: a thousand changes are a large one, and what was thrown away would be held until much
    /// later.</summary>
    private readonly ArrayBufferWriter<byte> line = new();
    private string previous;
    private long length;

    private Journal(PosixFile file, RecordPaths paths, string previous, long length)
    {
        this.file = file;
        this.paths = paths;
        this.previous = previous;
        this.length = length;
    }

    /// <summary>An entry could neither be made durable nor be taken back: only who reads the disk later knows whether it stands.</summary>
    public bool IsUncertain { get; private set; }

    /// <summary>A journal that has begun: under its name there is never one without a whole first entry. The name is durable once the
    /// folder is.</summary>
    public static Journal Create(PosixDirectory folder, TargetLayout layout, JournalEntry first)
    {
        using var begun = new Journal(folder.Create(UnfinishedName), new RecordPaths(layout), "", 0);
        begun.Append(first);
        folder.Rename(UnfinishedName, FileName);
        return new Journal(folder.OpenAppend(FileName, FileModes.Secret), begun.paths, begun.previous, begun.length);
    }

    /// <summary>Puts these entries in the place of what is there, by one rename; durable on return.</summary>
    public static void Rewrite(PosixDirectory folder, TargetLayout layout, IEnumerable<JournalEntry> entries)
    {
        if (folder.Status(UnfinishedName) is not null)
        {
            folder.Unlink(UnfinishedName);
        }

        using (var anew = new Journal(folder.Create(UnfinishedName), new RecordPaths(layout), "", 0))
        {
            foreach (var entry in entries)
            {
                anew.AppendUnsynced(entry);
            }

            anew.file.Sync();
        }

        folder.Rename(UnfinishedName, FileName);
        folder.Sync();
    }

    /// <summary>
    /// Reads what is there and opens it to go on; a torn last line is removed. What was read is durable on return: the run that wrote it
    /// may have been killed before it was, and nobody may act on a decision that a power cut can still take back.
    /// </summary>
    public static Journal Continue(PosixDirectory folder, TargetLayout layout, out IReadOnlyList<JournalEntry> entries)
    {
        entries = Read(folder, layout, out var previous, out var intact);
        var file = folder.OpenAppend(FileName, FileModes.Secret);
        if (file.Status().Size != intact)
        {
            file.Truncate(intact);
        }

        file.Sync();
        return new Journal(file, new RecordPaths(layout), previous, intact);
    }

    /// <param name="folder">Of the transaction.</param>
    /// <param name="layout">What the paths in it are relative to.</param>
    /// <param name="reading">What is read of it; null: everything.</param>
    public static IReadOnlyList<JournalEntry> Read(PosixDirectory folder, TargetLayout layout, PartialReading? reading = null) =>
        Read(folder, layout, out _, out _, reading);

    private static List<JournalEntry> Read(PosixDirectory folder, TargetLayout layout, out string previous, out long intact,
        PartialReading? reading = null)
    {
        previous = "";
        intact = 0;
        if (folder.Status(FileName) is null)
        {
            return [];
        }

        using var file = RecordTrust.OpenRead(folder, FileName);
        var paths = new JournalPaths(layout, new RecordPaths(layout), file.Path, Path.GetFileName(folder.Path));
        var entries = new List<JournalEntry>();
        // Line by line: a restore may have left some that are many megabytes long.
        Take(entries, new FileLines(file).Read(), paths, file.Path, reading, ref previous, ref intact);
        // What is behind the last good line: in most of them nothing.
        file.SeekTo(intact);
        var rest = new byte[file.Status().Size - intact];
        TakeRest(entries, rest.AsMemory(0, file.Fill(rest)), paths, file.Path, reading, ref previous, ref intact);
        return entries;
    }

    /// <param name="previous">Hash of the last good line.</param>
    /// <param name="intact">Bytes up to the end of the last good line.</param>
    public static List<JournalEntry> Parse(
        ReadOnlyMemory<byte> content, string path, TargetLayout layout, out string previous, out long intact)
    {
        previous = "";
        intact = 0;
        var entries = new List<JournalEntry>();
        TakeRest(entries, content, new JournalPaths(layout, new RecordPaths(layout), path, null), path, null, ref previous, ref intact);
        return entries;
    }

    /// <summary>As far as they are good.</summary>
    private static void Take(List<JournalEntry> entries, IEnumerable<ReadOnlyMemory<byte>> lines, JournalPaths paths, string path,
        PartialReading? reading, ref string previous, ref long intact)
    {
        foreach (var line in lines)
        {
            if (ParseLine(line, previous) is not { } parsed)
            {
                return;
            }

            entries.Add(reading?.WithoutReading(parsed.Json) ?? EntryOf(parsed.Json, paths, path, entries.Count));
            previous = parsed.Hash;
            intact += line.Length + 1;
        }
    }

    /// <summary>All that follows; what is not good in it must be a last write that was interrupted.</summary>
    private static void TakeRest(List<JournalEntry> entries, ReadOnlyMemory<byte> content, JournalPaths paths, string path,
        PartialReading? reading, ref string previous, ref long intact)
    {
        var before = intact;
        Take(entries, Lines(content), paths, path, reading, ref previous, ref intact);
        var bad = content[(int)(intact - before)..];
        if (bad.IsEmpty)
        {
            return;
        }

        if (!IsTorn(bad))
        {
            throw new DeploymentException(DiagnosticCatalog.JournalDamaged(path, entries.Count + 1));
        }

        if (entries.Count == 0 && !IsTornBeginning(bad.Span))
        {
            throw new DeploymentException(DiagnosticCatalog.RecordOfNewerVersion(path, 1));
        }
    }

    private static IEnumerable<ReadOnlyMemory<byte>> Lines(ReadOnlyMemory<byte> content)
    {
        for (int end; (end = content.Span.IndexOf((byte)'\n')) >= 0; content = content[(end + 1)..])
        {
            yield return content[..end];
        }
    }

    /// <summary>
    /// A line with the right hash was written as it stands. What this version cannot read in it, a newer one wrote; and no entry but the
    /// first begins anything.
    /// </summary>
    private static JournalEntry EntryOf(ReadOnlyMemory<byte> json, JournalPaths paths, string path, int before)
    {
        try
        {
            var entry = JournalEntryJson.Read(json, paths);
            return (entry.Kind == JournalEntryKind.Begin) == (before == 0)
                && (entry.Kind == JournalEntryKind.Begin) == (entry.Header is not null)
                ? entry
                : throw new JsonException($"{entry.Kind}");
        }
        catch (JsonException error)
        {
            throw new DeploymentException(DiagnosticCatalog.RecordOfNewerVersion(path, before + 1), error);
        }
    }

    /// <summary>
    /// Version 1.0.0 wrote the first entry under the journal's own name, so it may be cut short. A whole line of another form is no such
    /// thing.
    /// </summary>
    private static bool IsTornBeginning(ReadOnlySpan<byte> content) =>
        content.Contains((byte)0) || (!content.Contains((byte)'\n') && char.IsAsciiDigit((char)content[0]));

    /// <summary>
    /// Only the last write may have been interrupted, and a power cut may leave anything in its place, line ends too. But an entry behind
    /// the bad one shows that the bad one was durable once: that is damage.
    /// </summary>
    private static bool IsTorn(ReadOnlyMemory<byte> rest)
    {
        for (var end = rest.Span.IndexOf((byte)'\n'); end >= 0; end = rest.Span.IndexOf((byte)'\n'))
        {
            rest = rest[(end + 1)..];
            var next = rest.Span.IndexOf((byte)'\n');
            if (next >= 0 && ParseLine(rest[..next], null) is not null)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>In bytes: a line of a thousand changes is large, and each copy of it as text would be held until much later.</summary>
    /// <param name="previous">null: unknown, so the hash is not looked at.</param>
    private static (ReadOnlyMemory<byte> Json, string Hash)? ParseLine(ReadOnlyMemory<byte> line, string? previous)
    {
        var beginning = line.Span.IndexOf((byte)' ') + 1 + HashLength + 1;
        if (line.Length <= beginning || beginning == HashLength + 1 || line.Span[beginning - 1] != ' ' || line.Span[beginning] != '{')
        {
            return null;
        }

        var json = line[beginning..];
        var length = Encoding.UTF8.GetString(line.Span[..(beginning - HashLength - 2)]);
        var hash = Encoding.UTF8.GetString(line.Span[(beginning - HashLength - 1)..(beginning - 1)]);
        if (length != json.Length.ToString(CultureInfo.InvariantCulture) || !Utf8.IsValid(json.Span)
            || (previous is not null && hash != Hash(previous, json.Span)))
        {
            return null;
        }

        return (json, hash);
    }

    /// <exception cref="DeploymentException">LLE3051: the file is no longer the one on disk, so nobody would find the decision.</exception>
    public void CheckOnDisk()
    {
        using var folder = PosixDirectory.TryOpen(Path.GetDirectoryName(file.Path)!);
        var open = file.Status();
        if (folder?.Status(FileName) is not { } standing || (standing.Device, standing.Inode) != (open.Device, open.Inode))
        {
            throw new DeploymentException(DiagnosticCatalog.HoldLost(file.Path, "is no longer the journal that this run writes"));
        }
    }

    /// <summary>Adds one entry; it is durable when this returns, and not there when this throws (or see <see
    /// cref="IsUncertain"/>).</summary>
    public void Append(JournalEntry entry) => Append(entry, durable: true);

    /// <summary>For an entry whose loss costs only repeated work.</summary>
    public void AppendUnsynced(JournalEntry entry) => Append(entry, durable: false);

    private void Append(JournalEntry entry, bool durable)
    {
        line.ResetWrittenCount();
        line.Write(stackalloc byte[MostBeforeJson]);
        JsonLine.Write(line, writer => JournalEntryJson.Write(writer, entry, paths));
        line.Write("\n"u8);
        var json = line.WrittenSpan[MostBeforeJson..^1];
        var hash = Hash(previous, json);
        var beginning = Encoding.UTF8.GetBytes($"{json.Length} {hash} ");
        var whole = MemoryMarshal.AsMemory(line.WrittenMemory)[(MostBeforeJson - beginning.Length)..].Span;
        beginning.CopyTo(whole);
        try
        {
            file.Write(whole);
            if (durable)
            {
                file.Sync();
            }
        }
        catch (PosixException)
        {
            TakeBack();
            throw;
        }

        previous = hash;
        length += whole.Length;
    }

    private void TakeBack()
    {
        try
        {
            file.Truncate(length);
            file.Sync();
        }
        catch (PosixException)
        {
            IsUncertain = true;
        }
    }

    private static string Hash(string previous, ReadOnlySpan<byte> json)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(previous));
        hash.AppendData(json);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    public void Dispose() => file.Dispose();
}
