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
/// What a backup holds, with the document's fields, one line of JSON an entry, and a last line with the hash of all lines before it: a
/// backup without a whole manifest is no backup.
/// </summary>
internal sealed record Manifest
{
    public const string FileName = "MANIFEST";
    public const string FilesTitle = "Files Backed Up:";
    public const string EndField = "Manifest SHA-256: ";
    public const string BadHash = "its last line does not contain the hash of the lines before it";
    public const string BadField = "a field or an entry is not of the form this version writes";

    private const string Title = "LLE Deployment Backup Manifest";
    private const string NoTitle = "it has no title or no list of files";

    public static ReadOnlySpan<byte> FilesTitleBytes => "Files Backed Up:"u8;

    public static ReadOnlySpan<byte> EndFieldBytes => "Manifest SHA-256: "u8;

    public required string BackupId { get; init; }

    public required string DeploymentId { get; init; }

    public required DateTimeOffset Created { get; init; }

    /// <summary>Which installation made it; empty in manifests of version 1.0.0.</summary>
    public string Identity { get; init; } = "";

    /// <summary>Orders the backups of a target.</summary>
    public required long Sequence { get; init; }

    /// <summary>In the order of the walk. Of a backup on disk they are read anew each time, one after the other.</summary>
    public required IEnumerable<ManifestEntry> Entries { get; init; }

    /// <summary>Everything before the entries.</summary>
    public string FormatHeader(string backupDirectory) => new StringBuilder()
        .Append(Title).Append('\n')
        .Append("Backup ID: ").Append(BackupId).Append('\n')
        .Append("Deployment ID: ").Append(DeploymentId).Append('\n')
        .Append("Created: ").Append(Created.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)).Append('\n')
        .Append("Backup Directory: ").Append(OneLine.Escape(backupDirectory)).Append('\n')
        .Append("Format: ").Append(TransactionHeader.CurrentFormat).Append('\n')
        .Append("Identity: ").Append(Identity).Append('\n')
        .Append("Sequence: ").Append(Sequence).Append("\n\n")
        .Append(FilesTitle).Append('\n')
        .ToString();

    /// <summary>The whole text, of few entries. See <see cref="ManifestWriter"/>.</summary>
    public string Format(string backupDirectory)
    {
        var text = new StringBuilder(FormatHeader(backupDirectory));
        foreach (var entry in Entries)
        {
            text.Append(JsonLine.Write(writer => WriteFields(writer, entry))).Append('\n');
        }

        var body = text.ToString();
        return $"{body}{EndField}{Hash(body)}\n";
    }

    /// <summary>The whole text. See <see cref="ManifestReader"/> for what is on disk.</summary>
    public static Manifest Parse(string text, string path)
    {
        var end = text.LastIndexOf(EndField, StringComparison.Ordinal);
        if (end < 0 || text[(end + EndField.Length)..] != Hash(text[..end]) + "\n")
        {
            throw new DamagedManifestException(path, BadHash);
        }

        var lines = text[..end].Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var files = Array.IndexOf(lines, FilesTitle);
        try
        {
            return ParseHeader(lines[..(files + 1)], path,
                [.. lines.Skip(files + 1).Select(l => Checked(ManifestLine.Read(Encoding.UTF8.GetBytes(l)), path))]);
        }
        catch (JsonException error)
        {
            throw new DamagedManifestException(path, BadField, error);
        }
    }

    /// <param name="lines">From the title to the line before the first entry.</param>
    public static Manifest ParseHeader(IReadOnlyList<string> lines, string path, IEnumerable<ManifestEntry> entries)
    {
        if (lines is not [Title, .., FilesTitle])
        {
            throw new DamagedManifestException(path, NoTitle);
        }

        CheckFormat(lines, path);
        try
        {
            return new Manifest
            {
                Identity = IdentityIn(lines, path),
                BackupId = Field(lines, "Backup ID: "),
                DeploymentId = Field(lines, "Deployment ID: "),
                Created = DateTimeOffset.ParseExact(Field(lines, "Created: "), "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal),
                Sequence = long.Parse(Field(lines, "Sequence: "), CultureInfo.InvariantCulture),
                Entries = entries,
            };
        }
        catch (Exception error) when (error is FormatException or OverflowException or ArgumentException)
        {
            throw new DamagedManifestException(path, BadField, error);
        }
    }

    public static void WriteEntry(Utf8JsonWriter writer, ManifestEntry entry)
    {
        writer.WriteStartObject();
        WriteFields(writer, entry);
        writer.WriteEndObject();
    }

    private static void WriteFields(Utf8JsonWriter writer, ManifestEntry entry)
    {
        writer.WriteName("path", entry.Path);
        writer.WriteState("state", entry.State);
        writer.WriteUnlessZero("size", entry.Size);
        writer.WriteUnlessZero("modified", entry.Modified);
    }

    /// <summary>A manifest is data from a disk: its paths may not lead out of the backup.</summary>
    public static ManifestEntry Checked(ManifestEntry entry, string path) => RelativePath.StaysInside(entry.Path) ? entry
        : throw new DamagedManifestException(path, $"the entry '{entry.Path}' leads outside the backup");

    private static string? OptionalField(IReadOnlyList<string> lines, string name) =>
        lines.TakeWhile(l => l != FilesTitle).FirstOrDefault(l => l.StartsWith(name, StringComparison.Ordinal))?[name.Length..];

    private static void CheckFormat(IReadOnlyList<string> lines, string path)
    {
        if (OptionalField(lines, "Format: ") is { } format && format != $"{TransactionHeader.CurrentFormat}")
        {
            throw new DeploymentException(DiagnosticCatalog.RecordOfNewerVersion(
                path, lines.ToList().FindIndex(l => l.StartsWith("Format: ", StringComparison.Ordinal)) + 1));
        }
    }

    /// <summary>Only version 1.0.0 wrote none, and it noted no format either.</summary>
    private static string IdentityIn(IReadOnlyList<string> lines, string path) =>
        OptionalField(lines, "Identity: ") is { Length: > 0 } identity ? identity
            : OptionalField(lines, "Format: ") is null ? ""
            : throw new DeploymentException(DiagnosticCatalog.RecordWithoutIdentity(path));

    private static string Field(IReadOnlyList<string> lines, string name) =>
        lines.FirstOrDefault(l => l.StartsWith(name, StringComparison.Ordinal))?[name.Length..] ?? throw new FormatException(name);

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
