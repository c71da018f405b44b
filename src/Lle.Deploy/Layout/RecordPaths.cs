using System.Security.Cryptography;
using System.Text;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Posix;

namespace Lle.Deploy.Layout;

/// <summary>
/// Paths as records spell them: relative to a directory of the layout ("config/lle.conf"), so that a copied or moved installation's records
/// mean the copy, and no record can name a place outside of the layout. A directory above the layout's own, which a deployment may have
/// made, is spelled by its distance and a hash of where it was: it is only ever the same one.
/// </summary>
internal sealed class RecordPaths(TargetLayout layout)
{
    private const char Above = '^';

    private readonly IReadOnlyList<(string Name, string Directory)> sections = layout.Sections;

    /// <summary>The path as a record spells it.</summary>
    /// <exception cref="ArgumentException">The path is neither in the layout nor above it: nothing may be done there.</exception>
    public string Write(string path)
    {
        if (Innermost(path) is { } section)
        {
            return path == section.Directory ? section.Name : $"{section.Name}/{FileName.ToRecord(path[(section.Directory.Length + 1)..])}";
        }

        foreach (var (name, directory) in sections)
        {
            if (IsBelow(directory, path))
            {
                var distance = directory[path.TrimEnd('/').Length..].Count(c => c == '/');
                return $"{name}{Above}{distance}:{Mark(path)}";
            }
        }

        throw new ArgumentException($"'{path}' is not in the layout");
    }

    /// <summary>The path on the target.</summary>
    /// <param name="file">The record, for messages.</param>
    /// <returns>null: a directory above the layout of another place, which this installation was copied or moved from.</returns>
    /// <exception cref="DeploymentException">LLE3041: no path of this layout.</exception>
    public string? Read(string text, string file)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        var head = slash < 0 ? text : text[..slash];
        var above = head.IndexOf(Above, StringComparison.Ordinal);
        if (above >= 0)
        {
            return slash < 0 ? ReadAbove(head[..above], head[(above + 1)..]) is var (isGood, path) && isGood ? path
                : throw Refused(text, file) : throw Refused(text, file);
        }

        if (DirectoryOf(head) is not { } directory)
        {
            if (head == TargetLayout.UnitSection)
            {
                throw new DeploymentException(DiagnosticCatalog.UnitDirMissing(file, text));
            }

            throw Refused(text, file);
        }

        if (slash < 0)
        {
            return directory;
        }

        return Unescape(text[(slash + 1)..]) is { } rest && rest.Split('/').All(IsName) ? Path.Join(directory, rest)
            : throw Refused(text, file);
    }

    /// <returns>null: it has an escape that is none, or a character that is always escaped.</returns>
    private static string? Unescape(string text)
    {
        try
        {
            return FileName.FromRecord(text) is var name && FileName.ToRecord(name) == text ? name : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    /// <summary>A path as version 1.0.0 wrote it: absolute, and good only where it is in the layout that is named now.</summary>
    /// <exception cref="DeploymentException">LLE3042: records of version 1.0.0 that name another layout.</exception>
    public string ReadAbsolute(string path, string file) =>
        path.StartsWith('/') && path[1..].Split('/').All(IsName)
            && (Innermost(path) is not null || sections.Any(s => IsBelow(s.Directory, path)))
            ? path
            : throw new DeploymentException(DiagnosticCatalog.OldRecordElsewhere(file, path));

    /// <summary>Whether the path is in one of the layout's directories, or one of them.</summary>
    public bool Holds(string path) => Innermost(path) is not null;

    private (bool IsGood, string? Path) ReadAbove(string section, string rest)
    {
        if (DirectoryOf(section) is not { } path || rest.Split(':') is not [var distance, { Length: MarkLength } mark]
            || !int.TryParse(distance, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture,
            out var count) || count is < 1 or > 100)
        {
            return (false, null);
        }

        for (var step = 0; step < count; step++)
        {
            path = Path.GetDirectoryName(path);
            if (path is null or "/")
            {
                // Nobody makes the root; an installation that was copied may stand nearer to it.
                return (true, null);
            }
        }

        return (true, Mark(path) == mark ? path : null);
    }

    private (string Name, string Directory)? Innermost(string path)
    {
        (string Name, string Directory)? found = null;
        foreach (var section in sections)
        {
            if ((path == section.Directory || IsBelow(path, section.Directory))
                && (found is null || section.Directory.Length > found.Value.Directory.Length))
            {
                found = section;
            }
        }

        return found;
    }

    private string? DirectoryOf(string name) => sections.Where(s => s.Name == name).Select(s => s.Directory).FirstOrDefault();

    private static bool IsBelow(string path, string directory) =>
        path.StartsWith(directory.TrimEnd('/') + "/", StringComparison.Ordinal) && path != directory;

    private static bool IsName(string part) => part is not ("" or "." or "..") && !part.Contains('\0', StringComparison.Ordinal);

    private const int MarkLength = 16;

    private static string Mark(string path) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(path)))[..MarkLength];

    private static DeploymentException Refused(string text, string file) => new(DiagnosticCatalog.RecordPathOutside(file, text));
}
