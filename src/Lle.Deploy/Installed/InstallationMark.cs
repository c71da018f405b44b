using System.Globalization;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Layout;
using Lle.Deploy.Posix;

namespace Lle.Deploy.Installed;

/// <summary>
/// A file `installation` in CONFIG, LOG or BACKUP: which installation the directory belongs to, and where that one's data directory is. It
/// counts only while that data directory holds an installation which names this directory.
/// </summary>
/// <param name="Data">Relative to the marked directory where both lie in one prefix, so that a copy's mark means the copy; else
/// absolute.</param>
internal sealed record InstallationMark(string Identity, string Name, string Data)
{
    public const string Title = "LLE Installation";
    private const string DataField = "Data Directory";

    /// <summary>DATA/installation names every path that the installation owns in shared directories: a tree has thousands.</summary>
    private const int MaximumRecordBytes = 64 << 20;

    /// <summary>The mark of a directory of this layout.</summary>
    public static InstallationMark Of(TargetLayout layout, string identity, string directory) => new(
        identity,
        layout.Name,
        Places.Spell(layout, directory, layout.DataDir));

    public string ToText() => FieldFile.Write(
        Title, ("Format", $"{Installation.CurrentFormat}"), ("Identity", Identity), ("Name", Name), (DataField, Data));

    /// <summary>The data directory that it names.</summary>
    public string DataDirOf(string directory) => Places.Resolve(directory, Data);

    /// <summary>A mark where the record of an installation is expected: its data directory is elsewhere.</summary>
    public static bool IsMark(IReadOnlyDictionary<string, string> fields) =>
        fields.ContainsKey(DataField) && !fields.ContainsKey("Program");

    /// <returns>null where there is none, or what has its name is no file; where something else stands in the directory's place, whoever
    /// needs it there says so. The record in a data directory marks that directory.</returns>
    public static InstallationMark? Read(string directory)
    {
        if (Content(directory) is not { } content)
        {
            return null;
        }

        var file = FileIn(directory);
        var fields = Fields(content, file, "Identity", "Name");
        var data = fields.TryGetValue(DataField, out var given) ? given : fields.ContainsKey("Program") ? "."
            : throw new DeploymentException(DiagnosticCatalog.StateFieldMissing(file, DataField));
        return new InstallationMark(fields["Identity"], fields["Name"], data);
    }

    /// <summary>The identity that a file `installation` in the directory has; empty: one that this version does not understand; null:
    /// there is none, or a file of somebody's has that name.</summary>
    public static string? IdentityIn(string directory)
    {
        if (Content(directory) is not { } content || !IsTitled(content))
        {
            return null;
        }

        try
        {
            return Fields(content, FileIn(directory), "Identity")["Identity"];
        }
        catch (DeploymentException)
        {
            return "";
        }
    }

    /// <summary>An installation's record or mark in the directory which a newer version wrote; null: there is none, or it cannot be
    /// read.</summary>
    public static Diagnostic? OfNewerVersion(string directory)
    {
        try
        {
            var file = FileIn(directory);
            return Content(directory) is { } content && IsTitled(content) ? NewerFormat(AnyFields(content, file), file) : null;
        }
        catch (DeploymentException)
        {
            return null;
        }
    }

    private static string FileIn(string directory) => Path.Combine(directory, TargetLayout.InstallationName);

    private static byte[]? Content(string directory)
    {
        using var open = TryOpen(directory);
        if (open?.Status(TargetLayout.InstallationName) is not { Kind: FileKind.File, Size: <= MaximumRecordBytes })
        {
            return null;
        }

        using var file = open.OpenRead(TargetLayout.InstallationName);
        return file.ReadToEnd();
    }

    private static PosixDirectory? TryOpen(string directory)
    {
        try
        {
            return PosixDirectory.TryOpen(directory);
        }
        catch (PosixException error) when (error.IsOtherKind)
        {
            return null;
        }
    }

    /// <summary>The fields of a file `installation`, whose title and format this version knows.</summary>
    /// <exception cref="DeploymentException">LLE3040: a newer version wrote it.</exception>
    public static IReadOnlyDictionary<string, string> Fields(ReadOnlySpan<byte> bytes, string file, params string[] required)
    {
        if (!IsTitled(bytes))
        {
            throw new DeploymentException(DiagnosticCatalog.RecordOfNewerVersion(file, 1));
        }

        var fields = AnyFields(bytes, file, required);
        return NewerFormat(fields, file) is { } newer ? throw new DeploymentException(newer) : fields;
    }

    private static bool IsTitled(ReadOnlySpan<byte> bytes) => bytes.StartsWith("LLE Installation\n"u8);

    private static IReadOnlyDictionary<string, string> AnyFields(ReadOnlySpan<byte> bytes, string file, params string[] required) =>
        FieldFile.Read(bytes, file, Title, MaximumRecordBytes, ["Format", .. required]);

    /// <returns>null: this version knows the format.</returns>
    private static Diagnostic? NewerFormat(IReadOnlyDictionary<string, string> fields, string file) =>
        int.TryParse(fields["Format"], NumberStyles.None, CultureInfo.InvariantCulture, out var format)
            && format is > 0 and <= Installation.CurrentFormat
            ? null : DiagnosticCatalog.RecordOfNewerVersion(file, 2);
}
