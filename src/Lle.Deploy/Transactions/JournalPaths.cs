using Lle.Deploy.Diagnostics;
using Lle.Deploy.Layout;

namespace Lle.Deploy.Transactions;

/// <summary>
/// Reads the names and paths of one journal, and believes none that a transaction of this layout cannot have written: a journal decides
/// what is removed.
/// </summary>
/// <param name="file">The journal, for messages.</param>
/// <param name="folder">Name of the transaction's folder: its ID; null where it is not known.</param>
internal sealed class JournalPaths(TargetLayout layout, RecordPaths paths, string file, string? folder)
{
    /// <summary>Version 1.0.0 wrote no number.</summary>
    public const int FormatOf100 = 1;

    private string id = "";

    /// <summary>As the header says; a newer one is refused.</summary>
    public int Format
    {
        get;
        set => field = value is >= FormatOf100 and <= TransactionHeader.CurrentFormat ? value
            : throw new FormatException($"format {value}");
    } = TransactionHeader.CurrentFormat;

    /// <summary>The transaction's ID is the name of its folder.</summary>
    public string Name(string text)
    {
        id = folder is null || text == folder ? text : throw Refused(text);
        return IsName(text) ? text : throw Refused(text);
    }

    /// <summary>Only version 1.0.0 wrote none: one that is missing elsewhere was taken out.</summary>
    public string Identity(string text) => text.Length > 0 || Format == FormatOf100 ? text
        : throw new DeploymentException(DiagnosticCatalog.RecordWithoutIdentity(file));

    public string? Read(string text) => Format == FormatOf100 ? paths.ReadAbsolute(text, file) : paths.Read(text, file);

    /// <summary>The program of the layout, and no other one.</summary>
    public string Binary(string text) => Read(text) is var path && path == layout.Binary ? path
        : throw (Format == FormatOf100 ? new DeploymentException(DiagnosticCatalog.OldRecordElsewhere(file, text)) : Refused(text));

    /// <summary>A folder right below the backup directory.</summary>
    public string Backup(string text) => Read(text) is { } path && Path.GetDirectoryName(path) == layout.BackupDir ? path
        : throw Refused(text);

    /// <summary>Another transaction's folder, which this one makes meaningless, a version folder that goes with it, or a directory of an
    /// installation that it takes over: as long as the transaction is open, <see cref="TakenMark"/> says whether it does.</summary>
    public string Discarded(string text) =>
        Read(text) is { } path && (IsOwn(path, layout) || TakenMark.MayBeOn(path, layout)) ? path : throw Refused(text);

    /// <exception cref="DeploymentException">LLE3041: what the transaction would remove was never this installation's to
    /// remove.</exception>
    public static void CheckDiscards(TransactionHeader header, TargetLayout layout, string file)
    {
        if (header.Discards.FirstOrDefault(path => !IsOwn(path, layout) && !TakenMark.IsOn(path, layout)) is { } foreign)
        {
            throw new DeploymentException(DiagnosticCatalog.RecordPathOutside(file, foreign));
        }
    }

    private static bool IsOwn(string path, TargetLayout layout) =>
        Path.GetDirectoryName(path) == layout.Transactions || Path.GetDirectoryName(path) == layout.VersionsDir;

    /// <summary>What is undone by removing everything in it can only be a version folder.</summary>
    public Change Whole(Change change, string text) => change.IsTree && !IsVersion(change.Path) ? throw Refused(text) : change;

    /// <summary>A directory that belongs to one installation.</summary>
    public string Purged(string text) =>
        Read(text) is { } path && new[] { layout.DataDir, layout.LogDir, layout.BackupDir }.Contains(path) ? path : throw Refused(text);

    /// <summary>A path that a transaction may change: none of what records and locks are kept in.</summary>
    /// <param name="isDirectory">Only directories are made above the layout.</param>
    /// <returns>null: a directory above another place, from where this installation was copied.</returns>
    public string? Changed(string text, bool isDirectory) => Read(text) is not { } path ? (isDirectory ? null : throw Refused(text))
        : !isDirectory && !paths.Holds(path) ? throw Refused(text)
        : path == layout.Lock || path.StartsWith(layout.Transactions + "/", StringComparison.Ordinal) ? throw Refused(text)
        : path;

    /// <summary>A name beside the path that only this transaction gives.</summary>
    public string Aside(string text) => IsName(text) && (id.Length == 0 || text.StartsWith(Staging.Prefix(id), StringComparison.Ordinal))
        ? text : throw Refused(text);

    private bool IsVersion(string path) => Path.GetDirectoryName(path) == layout.VersionsDir;

    private static bool IsName(string text) => text is not ("" or "." or "..") && !text.Any(c => c == '/' || char.IsControl(c));

    private DeploymentException Refused(string text) => new(DiagnosticCatalog.RecordPathOutside(file, text));
}
