using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Lle.Deploy.Backups;
using Lle.Deploy.Layout;
using Lle.Deploy.Posix;
using Lle.Deploy.Text;
using Lle.Deploy.Transactions;

namespace Lle.Deploy.Tests.Hostile;

/// <summary>
/// Journals and manifests carry their own hashes. A mutation would only ever meet those; so the content is what is mutated, and the hashes
/// are made to fit, as whoever can write the file can make them.
/// </summary>
internal static class HostileRecords
{
    private static readonly TargetLayout Layout = new("/p", "/p/etc", "/p/data", "/p/log", "/p/data/backups", "lusush");

    private static readonly PathState File = new() { Kind = FileKind.File, Mode = 0x1a4, Sha256 = new string('a', 64) };

    public static byte[] JournalContent() => Encoding.UTF8.GetBytes(string.Join('\n', new JournalEntry[]
    {
        new(JournalEntryKind.Begin)
        {
            Header = new TransactionHeader
            {
                Identity = "00112233445566778899aabbccddeeff",
                Id = "20260102_030405",
                Sequence = 3,
                Operation = "deploy",
                Version = "1.0",
                Binary = "/p/bin/lusush",
                Directories = ["/p/bin"],
                StartedBy = "root",
                Started = DateTimeOffset.UnixEpoch,
            },
        },
        new(JournalEntryKind.Intent) { Changes = [new Change("/p/bin/lusush", File, PathState.Absent, ".lle-20260102_030405-1")] },
        new(JournalEntryKind.Commit),
    }.Select(entry => JsonLine.Write(writer => JournalEntryJson.Write(writer, entry, new RecordPaths(Layout))))));

    public static void ReadJournal(byte[] content) => Journal.Parse(WithHashes(content), "journal", Layout, out _, out _);

    public static byte[] WithHashes(byte[] content)
    {
        var previous = "";
        var journal = new StringBuilder();
        foreach (var line in Encoding.UTF8.GetString(content).Split('\n'))
        {
            previous = Hash(previous + line);
            journal.Append(Encoding.UTF8.GetByteCount(line)).Append(' ').Append(previous).Append(' ').Append(line).Append('\n');
        }

        return Encoding.UTF8.GetBytes(journal.ToString());
    }

    public static byte[] ManifestContent()
    {
        var text = new Manifest
        {
            BackupId = "20260102_030405",
            DeploymentId = "20260102_030405",
            Created = DateTimeOffset.UnixEpoch,
            Identity = "00112233445566778899aabbccddeeff",
            Sequence = 3,
            Entries = [new ManifestEntry("bin/lusush", File, 12, 0), new ManifestEntry("config/lle.conf", File, 12, 0)],
        }.Format("/p/backups/20260102_030405");
        return Encoding.UTF8.GetBytes(text[..text.LastIndexOf("Manifest SHA-256: ", StringComparison.Ordinal)]);
    }

    public static void ReadManifest(byte[] content)
    {
        var body = Encoding.UTF8.GetString(content);
        foreach (var entry in Manifest.Parse($"{body}Manifest SHA-256: {Hash(body)}\n", "MANIFEST").Entries)
        {
            Assert.StartsWith("/backup/", Path.GetFullPath(entry.Path, "/backup"));
        }
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
