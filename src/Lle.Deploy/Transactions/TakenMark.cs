using System.Text;
using Lle.Deploy.Layout;
using Lle.Deploy.Posix;
using Lle.Deploy.Text;

namespace Lle.Deploy.Transactions;

/// <summary>
/// By what a directory may be removed that another installation had: that one's own record says that this one takes it over, as its own
/// deployer wrote it there. A journal alone does not decide that.
/// </summary>
internal static class TakenMark
{
    /// <summary>Of the record in the data directory: the data directory of the installation that takes over.</summary>
    public const string Field = "Taken By";

    private const string DataField = "Data Directory";

    /// <summary>Whether the directory is one of an installation that this one takes over; one that is gone, or empty, may go too.</summary>
    public static bool IsOn(string path, TargetLayout layout)
    {
        if (!MayBeOn(path, layout))
        {
            return false;
        }

        using var directory = PosixDirectory.TryOpen(path);
        if (directory?.Names().Any() != true)
        {
            return true;
        }

        // The mark of a directory may be its owner's; what it leads to is not.
        var fields = Fields(directory, static (at, name) => at.OpenRead(name));
        return fields.GetValueOrDefault(DataField) is { } data
            ? PosixDirectory.TryOpen(Path.GetFullPath(data, path)) is { } other && IsTaken(other, layout)
            : IsTaken(Fields(directory, RecordTrust.OpenRead), path, layout);
    }

    /// <summary>In the prefix, and neither a directory of this installation nor one that leads to it.</summary>
    public static bool MayBeOn(string path, TargetLayout layout) =>
        path.StartsWith(layout.Prefix.TrimEnd('/') + "/", StringComparison.Ordinal)
        && !layout.Sections.Any(s => s.Name != "prefix" && ((s.Directory + "/").StartsWith(path + "/", StringComparison.Ordinal)
            || path.StartsWith(s.Directory + "/", StringComparison.Ordinal)));

    private static bool IsTaken(PosixDirectory data, TargetLayout layout)
    {
        using (data)
        {
            return IsTaken(Fields(data, RecordTrust.OpenRead), data.Path, layout);
        }
    }

    private static bool IsTaken(Dictionary<string, string> fields, string path, TargetLayout layout) =>
        fields.GetValueOrDefault(Field) is { } taker && Path.GetFullPath(taker, path).TrimEnd('/') == layout.DataDir;

    private static Dictionary<string, string> Fields(PosixDirectory directory, Func<PosixDirectory, string, PosixFile> open)
    {
        if (directory.Status(TargetLayout.InstallationName)?.Kind != FileKind.File)
        {
            return [];
        }

        using var file = open(directory, TargetLayout.InstallationName);
        return Encoding.UTF8.GetString(file.ReadToEnd()).Split('\n').Select(line => line.Split(": ", 2)).Where(parts => parts.Length == 2)
            .DistinctBy(parts => parts[0]).ToDictionary(parts => parts[0], parts => EscapedValue.Unescape(parts[1].TrimEnd('\r')));
    }
}
