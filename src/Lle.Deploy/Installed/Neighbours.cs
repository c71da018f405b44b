using Lle.Deploy.Diagnostics;
using Lle.Deploy.Layout;
using Lle.Deploy.Posix;

namespace Lle.Deploy.Installed;

/// <summary>An installation beside another one.</summary>
internal sealed record Neighbour(string DataDir, Installation Installation);

/// <summary>Other installations: their data directories lie beside this one's, or where those of the prefix lie by default.</summary>
internal static class Neighbours
{
    public static IEnumerable<Neighbour> Of(TargetLayout layout) =>
        Beside(layout).Select(data => TryRead(data) is { } installation ? new Neighbour(data, installation) : null).OfType<Neighbour>();

    private static IEnumerable<string> Beside(TargetLayout layout) =>
        new[] { Path.GetDirectoryName(layout.DataDir)!, Path.Combine(layout.Prefix, "var/lib") }.Distinct().SelectMany(Directories)
            .Where(data => !Places.AreSame(data, layout.DataDir));

    /// <summary>
    /// Directories that a neighbour's deployments made and that lead to this layout: whoever is uninstalled last removes them, so this one
    /// notes them too.
    /// </summary>
    public static IEnumerable<string> MadeForAll(TargetLayout layout) => Of(layout).SelectMany(n => Made(n.DataDir, n.Installation))
        .Where(made => layout.Directories.Any(own => (own + "/").StartsWith(made + "/", StringComparison.Ordinal)));

    /// <summary>The installation whose configuration, data, log or backup directory this is; null: nobody's.</summary>
    public static Installation? OwnerOf(string directory)
    {
        try
        {
            if (TryRead(directory) is { } here)
            {
                return here;
            }

            return InstallationMark.Read(directory) is { } mark && mark.DataDirOf(directory) is var data
                && TryRead(data) is { } owner && owner.Is(mark.Identity)
                && owner.Directories.Keys.Any(s => s != Installation.Prefix && Places.AreSame(owner.DirectoryOf(data, s)!, directory))
                ? owner : null;
        }
        catch (DeploymentException)
        {
            return null;
        }
    }

    /// <summary>The folder of programs or of versions that this directory is or lies in, with an installation that has files there: nobody
    /// else's directory is in there. null: there is none.</summary>
    public static (string Folder, string DataDir, Installation Owner)? SharedPlace(string directory)
    {
        foreach (var folder in ParentPaths.Of(directory).Prepend(directory))
        {
            var prefix = Path.GetFileName(folder) == "bin" ? Path.GetDirectoryName(folder)
                : folder.EndsWith("/lib/lle", StringComparison.Ordinal) ? folder[..^"/lib/lle".Length] : null;
            if (prefix is not null && Directories(Path.Join(prefix, "var/lib")).Select(data => (data, TryRead(data))).FirstOrDefault(
                near => near.Item2?.DirectoryOf(near.data, Installation.Prefix) is { } has && Places.AreSame(has, prefix))
                is (var dataDir, { } owner))
            {
                return (folder, dataDir, owner);
            }
        }

        return null;
    }

    /// <summary>Records beside this installation's which a newer version wrote: whose program is theirs, nobody knows.</summary>
    public static IEnumerable<Diagnostic> OfNewerVersion(TargetLayout layout) => Beside(layout).Select(InstallationMark.OfNewerVersion)
        .OfType<Diagnostic>();

    /// <summary>Directories below this one, as deep as a layout is.</summary>
    public static IEnumerable<string> Below(string path, int depth = 3) => depth == 0 ? []
        : Directories(path).SelectMany(d => Below(d, depth - 1).Prepend(d));

    /// <summary>Of one whose record cannot be read nothing is known; it is not touched either.</summary>
    public static Installation? TryRead(string dataDir)
    {
        try
        {
            return Installation.Read(dataDir);
        }
        catch (DeploymentException)
        {
            return null;
        }
    }

    private static IReadOnlyList<string> Made(string dataDir, Installation other)
    {
        if (other.LayoutAt(dataDir) is not { } layout)
        {
            return [];
        }

        var paths = new RecordPaths(layout);
        try
        {
            return [.. other.Made.Select(made => paths.Read(made, layout.InstallationFile)).OfType<string>()];
        }
        catch (DeploymentException)
        {
            return [];
        }
    }

    private static IReadOnlyList<string> Directories(string path)
    {
        try
        {
            using var directory = PosixDirectory.TryOpen(path);
            return [.. (directory?.Names() ?? []).Where(n => directory!.Status(n)?.Kind == FileKind.Directory)
                .Select(n => Path.Combine(path, n))];
        }
        catch (DeploymentException)
        {
            return [];
        }
    }
}
