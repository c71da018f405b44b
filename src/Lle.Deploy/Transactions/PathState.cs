using Lle.Deploy.Posix;

namespace Lle.Deploy.Transactions;

/// <summary>
/// What is there at a path, as far as an undo has to bring it back: existence, type, mode, owner, attributes, link target, content.
/// Times are kept by the undo itself (it puts the old file back, not a copy), so they are not compared.
/// </summary>
internal sealed record PathState
{
    public static readonly PathState Absent = new();

    private static readonly Dictionary<string, byte[]> None = [];

    /// <summary>null: nothing stands there.</summary>
    public FileKind? Kind { get; init; }

    public uint Mode { get; init; }

    public uint User { get; init; }

    public uint Group { get; init; }

    public string? Sha256 { get; init; }

    public string? Target { get; init; }

    /// <summary>Extended attributes: name, and value in base64.</summary>
    public SortedDictionary<string, string>? Attributes { get; init; }

    public bool Exists => Kind is not null;

    /// <summary>
    /// Reads the state of an absolute path; directories on the way that do not exist make it absent. A device, socket or pipe is only
    /// looked at.
    /// </summary>
    public static PathState Capture(string path)
    {
        // The root has neither a parent nor a name.
        using var parent = PosixDirectory.TryOpen(Path.GetDirectoryName(path) ?? "/");
        return parent is null ? Absent : Capture(parent, path == "/" ? "." : Path.GetFileName(path));
    }

    /// <summary>The same, where a file or a link may have taken the place of a directory on the way: then nothing is there.</summary>
    public static PathState CaptureIfReached(string path)
    {
        try
        {
            return Capture(path);
        }
        catch (PosixException error) when (error.IsOtherKind)
        {
            return Absent;
        }
    }

    /// <summary>Without content and attributes: what cannot be read, or is too much to read, can be looked at.</summary>
    public static PathState Look(string path)
    {
        using var parent = PosixDirectory.TryOpen(Path.GetDirectoryName(path)!);
        return parent is null ? Absent : Look(parent, Path.GetFileName(path));
    }

    public static PathState Look(PosixDirectory parent, string name) => parent.Status(name) is { } status
        ? new PathState { Kind = status.Kind, Mode = status.Mode, User = status.User, Group = status.Group } : Absent;

    public static PathState Capture(PosixDirectory parent, string name) =>
        parent.Status(name) is { } status ? Capture(parent, name, status) : Absent;

    /// <param name="status">Of the name, just now.</param>
    public static PathState Capture(PosixDirectory parent, string name, FileStatus status)
    {
        var state = new PathState { Kind = status.Kind, Mode = status.Mode, User = status.User, Group = status.Group };
        switch (status.Kind)
        {
            case FileKind.File:
                using (var file = parent.OpenRead(name))
                {
                    return state with { Attributes = Encode(file.Attributes()), Sha256 = file.Hash() };
                }

            case FileKind.Directory:
                using (var directory = parent.TryOpenDirectory(name))
                {
                    return directory is null ? Absent : state with { Attributes = Encode(directory.Attributes()) };
                }

            case FileKind.SymbolicLink:
                return state with { Mode = 0, Target = parent.ReadLink(name) };

            default:
                return state;
        }
    }

    public static SortedDictionary<string, string>? Encode(IReadOnlyDictionary<string, byte[]> attributes) =>
        attributes.Count == 0 ? null : new(attributes.ToDictionary(a => a.Key, a => Convert.ToBase64String(a.Value)),
            StringComparer.Ordinal);

    public static IReadOnlyDictionary<string, byte[]> Decode(SortedDictionary<string, string>? attributes) =>
        attributes?.ToDictionary(a => a.Key, a => Convert.FromBase64String(a.Value)) ?? None;

    public bool Equals(PathState? other) =>
        other is not null && Kind == other.Kind && Mode == other.Mode && User == other.User && Group == other.Group
        && Sha256 == other.Sha256 && Target == other.Target
        && (Attributes == other.Attributes || (Attributes ?? []).SequenceEqual(other.Attributes ?? []));

    public override int GetHashCode() => HashCode.Combine(Kind, Mode, User, Group, Sha256, Target);

    /// <summary>For messages: "a file, 755 root:root, sha256 1234abcd…".</summary>
    public override string ToString() => Kind switch
    {
        null => "nothing",
        FileKind.SymbolicLink => $"a link to '{Target}'",
        FileKind.Directory => $"a directory, {Permissions}",
        FileKind.Special => $"a device, socket or pipe, {Permissions}",
        _ => $"a file, {Permissions}, sha256 {Sha256?[..12]}…",
    };

    private string Permissions => $"{FileModes.Octal(Mode)} {Accounts.Owner(User, Group)}";
}
