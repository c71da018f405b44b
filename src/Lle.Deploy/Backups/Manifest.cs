using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Posix;
using Lle.Deploy.Text;
using Lle.Deploy.Transactions;

namespace Lle.Deploy.Backups;

/// <summary>One thing in a backup.</summary>
/// <param name="Path">Relative to the backup, with slashes: "bin/lusush", "config/lle.conf".</param>
/// <param name="State">As it was on the target.</param>
/// <param name="Size">Bytes, of a file.</param>
/// <param name="Modified">Nanoseconds since 1970, UTC.</param>
internal sealed record ManifestEntry(string Path, PathState State, long Size, long Modified);

/// <summary>
/// What a backup holds, with the document's fields, one line of JSON an entry, and a last line with the hash of all lines before it: a backup
/// without a whole manifest is no backup.
/// </summary>
internal sealed record Manifest
{
    public const string FileName = "MANIFEST";
    private const string Title = "LLE Deployment Backup Manifest";
    private const string FilesTitle = "Files Backed Up:";
    private const string EndField = "Manifest SHA-256: ";

    public required string BackupId { get; init; }

    public required string DeploymentId { get; init; }

    public required DateTimeOffset Created { get; init; }

    /// <summary>Orders the backups of a target.</summary>
    public required long Sequence { get; init; }

    public required IReadOnlyList<ManifestEntry> Entries { get; init; }

    public string Format(string backupDirectory)
    {
        var text = new StringBuilder()
            .Append(Title).Append('\n')
            .Append("Backup ID: ").Append(BackupId).Append('\n')
            .Append("Deployment ID: ").Append(DeploymentId).Append('\n')
            .Append("Created: ").Append(Created.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)).Append('\n')
            .Append("Backup Directory: ").Append(OneLine.Escape(backupDirectory)).Append('\n')
            .Append("Sequence: ").Append(Sequence).Append("\n\n")
            .Append(FilesTitle).Append('\n');
        foreach (var entry in Entries)
        {
            text.Append(WriteEntry(entry)).Append('\n');
        }

        var body = text.ToString();
        return $"{body}{EndField}{Hash(body)}\n";
    }

    public static Manifest Parse(string text, string path)
    {
        var end = text.LastIndexOf(EndField, StringComparison.Ordinal);
        if (end < 0 || text[(end + EndField.Length)..] != Hash(text[..end]) + "\n")
        {
            throw new DeploymentException(DiagnosticCatalog.ManifestDamaged(path, "its last line does not contain the hash of the lines before it"));
        }

        var lines = text[..end].Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var files = Array.IndexOf(lines, FilesTitle);
        if (files < 0 || lines[0] != Title)
        {
            throw new DeploymentException(DiagnosticCatalog.ManifestDamaged(path, "it has no title or no list of files"));
        }

        try
        {
            return new Manifest
            {
                BackupId = Field(lines, "Backup ID: "),
                DeploymentId = Field(lines, "Deployment ID: "),
                Created = DateTimeOffset.ParseExact(Field(lines, "Created: "), "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal),
                Sequence = long.Parse(Field(lines, "Sequence: "), CultureInfo.InvariantCulture),
                Entries = [.. lines.Skip(files + 1).Select(l => Checked(JsonLine.Read(l, EntryOf), path))],
            };
        }
        catch (Exception error) when (error is JsonException or FormatException or OverflowException or ArgumentException)
        {
            throw new DeploymentException(DiagnosticCatalog.ManifestDamaged(path, "a field or an entry is not of the form this version writes"), error);
        }
    }

    private static string WriteEntry(ManifestEntry entry) => JsonLine.Write(writer =>
    {
        writer.WriteName("path", entry.Path);
        writer.WriteState("state", entry.State);
        writer.WriteUnlessZero("size", entry.Size);
        writer.WriteUnlessZero("modified", entry.Modified);
    });

    private static ManifestEntry EntryOf(JsonElement entry) =>
        new(entry.Name("path"), entry.State("state"), entry.LongOrZero("size"), entry.LongOrZero("modified"));

    /// <summary>A manifest is data from a disk: its paths may not lead out of the backup.</summary>
    private static ManifestEntry Checked(ManifestEntry entry, string path) =>
        entry.Path.Split('/').All(part => part is not ("" or "." or ".."))
            ? entry
            : throw new DeploymentException(DiagnosticCatalog.ManifestDamaged(path, $"the entry '{entry.Path}' leads outside the backup"));

    private static string Field(string[] lines, string name) =>
        lines.FirstOrDefault(l => l.StartsWith(name, StringComparison.Ordinal))?[name.Length..] ?? throw new FormatException(name);

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
