using System.Security.Cryptography;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Layout;
using Lle.Deploy.Posix;
using Lle.Deploy.Transactions;

namespace Lle.Deploy.Installed;

/// <summary>
/// DATA/installation: which installation the directories belong to, and what its deployments made. Made by the first deployment, and kept
/// by an uninstall without purge.
/// </summary>
internal sealed record Installation
{
    public const int CurrentFormat = 2;
    public const string Prefix = "prefix";

    /// <summary>Stands in a plan for the identity that the first deployment will make.</summary>
    public const string NotYet = "00000000000000000000000000000000";

    private const string Title = "LLE Installation";

    /// <summary>32 hexadecimal digits by chance.</summary>
    public required string Identity { get; init; }

    /// <summary>LleName.</summary>
    public required string Name { get; init; }

    /// <summary>The name of its program in PREFIX/bin.</summary>
    public required string Program { get; init; }

    /// <summary>Where its other directories are, as <see cref="Places"/> spells them: prefix, config, logs, backups.</summary>
    public required IReadOnlyDictionary<string, string> Directories { get; init; }

    /// <summary>Identities it had before it was adopted as a copy: backups and journals may bear them.</summary>
    public IReadOnlyList<string> Former { get; init; } = [];

    /// <summary>Directories that its deployments made, as records spell paths, in the order they were made.</summary>
    public IReadOnlyList<string> Made { get; init; } = [];

    /// <summary>Files and links outside of DATA, LOG and BACKUP that deployments put there under names which no table knows, as records
    /// spell paths.</summary>
    public IReadOnlyList<string> Owned { get; init; } = [];

    /// <summary>Sections of the layout that held something before the first deployment: a purge leaves them.</summary>
    public IReadOnlyList<string> HeldBefore { get; init; } = [];

    /// <summary>Backups of version 1.0.0 whose manifests were to bear no identity yet when this one was made: no other backup without one
    /// is its own.</summary>
    public IReadOnlyList<string> Unmarked { get; init; } = [];

    /// <summary>The data directory of the installation that takes over this one (LleReplaces), as <see cref="Places"/> spells it; null:
    /// none does. It counts while that one's run has not ended.</summary>
    public string? TakenBy { get; init; }

    public bool Is(string identity) => identity == Identity || Former.Contains(identity);

    public static string NewIdentity() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    public static Installation Of(TargetLayout layout, string identity) => new()
    {
        Identity = identity,
        Name = layout.Name,
        Program = layout.BinaryName,
        Directories = Sections(layout).ToDictionary(s => s.Key, s => Places.Spell(layout, layout.DataDir, s.Value)),
    };

    /// <summary>The directories that the layout names beside DATA.</summary>
    public static IReadOnlyDictionary<string, string> Sections(TargetLayout layout) =>
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [Prefix] = layout.Prefix,
            ["config"] = layout.ConfigDir,
            ["logs"] = layout.LogDir,
            ["backups"] = layout.BackupDir,
        };

    /// <summary>Where a directory of the installation is; null: not noted.</summary>
    public string? DirectoryOf(string dataDir, string section) =>
        Directories.TryGetValue(section, out var spelled) ? Places.Resolve(dataDir, spelled) : null;

    /// <summary>Where it lies; null: a directory is not noted.</summary>
    public TargetLayout? LayoutAt(string dataDir) =>
        (DirectoryOf(dataDir, Prefix), DirectoryOf(dataDir, "config"), DirectoryOf(dataDir, "logs"), DirectoryOf(dataDir, "backups"))
            is ({ } prefix, { } config, { } logs, { } backups)
            ? new TargetLayout(prefix, config, dataDir, logs, backups, Program) { Name = Name } : null;

    public string ToText() => FieldFile.Write(
        Title,
        [
            ("Format", $"{CurrentFormat}"), ("Identity", Identity), ("Name", Name), ("Program", Program),
            .. Directories.OrderBy(d => d.Key, StringComparer.Ordinal).Select(d => ($"Directory {d.Key}", d.Value)),
            .. TakenBy is { } taken ? new[] { (TakenMark.Field, taken) } : [],
            .. Former.Select((identity, index) => ($"Former Identity {index + 1}", identity)),
            .. HeldBefore.Select((section, index) => ($"Held Before {index + 1}", section)),
            .. Unmarked.Select((name, index) => ($"Unmarked Backup {index + 1}", name)),
            .. Owned.Select((path, index) => ($"Owned {index + 1}", path)),
            .. Made.Select((directory, index) => ($"Made {index + 1}", directory)),
        ]);

    /// <returns>null where there is none, or the mark of an installation whose data directory is another.</returns>
    /// <exception cref="DeploymentException">LLE3040 of a newer version, LLE3043 not trusted, or a line that is damaged.</exception>
    public static Installation? Read(string dataDir)
    {
        using var directory = PosixDirectory.TryOpen(dataDir);
        if (directory?.Status(TargetLayout.InstallationName) is null)
        {
            return null;
        }

        using var file = RecordTrust.OpenRead(directory, TargetLayout.InstallationName);
        var content = file.ReadToEnd();
        return InstallationMark.IsMark(InstallationMark.Fields(content, file.Path)) ? null : Parse(content, file.Path);
    }

    public static Installation Parse(ReadOnlySpan<byte> bytes, string file)
    {
        var fields = InstallationMark.Fields(bytes, file, "Identity", "Name", "Program");
        return new Installation
        {
            Identity = fields["Identity"],
            Name = fields["Name"],
            Program = fields["Program"],
            Directories = fields.Where(f => f.Key.StartsWith("Directory ", StringComparison.Ordinal))
            .ToDictionary(f => f.Key["Directory ".Length..], f => f.Value),
            TakenBy = fields.GetValueOrDefault(TakenMark.Field),
            Former = Numbered(fields, "Former Identity "),
            HeldBefore = Numbered(fields, "Held Before "),
            Unmarked = Numbered(fields, "Unmarked Backup "),
            Owned = Numbered(fields, "Owned "),
            Made = Numbered(fields, "Made "),
        };
    }

    private static List<string> Numbered(IReadOnlyDictionary<string, string> fields, string name)
    {
        var values = new List<string>();
        while (fields.TryGetValue($"{name}{values.Count + 1}", out var value))
        {
            values.Add(value);
        }

        return values;
    }
}
