using Lle.Deploy.Layout;

namespace Lle.Deploy.Installed;

/// <summary>
/// What CONFIG/checksums.sha256 calls an installed file: its path from the prefix, so that sha256sum -c works there, and in a copy of the
/// prefix too.
/// </summary>
internal static class ListedNames
{
    public static string Of(TargetLayout layout, string path) => Path.GetRelativePath(layout.Prefix, path);

    /// <summary>
    /// Where a listed file is. Version 1.0.0 listed absolute paths: in a prefix that was copied or moved since, they name the place that
    /// the copy was made of, and the file below this prefix is meant.
    /// </summary>
    public static string PathOf(TargetLayout layout, string name) =>
        !name.StartsWith('/') ? Path.Combine(name.Contains('/', StringComparison.Ordinal) ? layout.Prefix : layout.BinDir, name)
        : name.StartsWith(layout.Prefix.TrimEnd('/') + "/", StringComparison.Ordinal) ? name
        : Path.GetFileName(name) == layout.BinaryName && Path.GetFileName(Path.GetDirectoryName(name)) == "bin" ? layout.Binary
        : Below(name, $"/lib/lle/{layout.Name}/") is { } relative ? Path.Combine(layout.LibDir, relative)
        : name;

    private static string? Below(string path, string folder) =>
        path.IndexOf(folder, StringComparison.Ordinal) is var at and >= 0 ? path[(at + folder.Length)..] : null;
}
