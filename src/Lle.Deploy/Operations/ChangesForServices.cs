using Lle.Deploy.Installed;
using Lle.Deploy.Layout;
using Lle.Deploy.Posix;
using Lle.Deploy.Services;
using Lle.Deploy.Transactions;

namespace Lle.Deploy.Operations;

/// <summary>What changes of files mean for the services that run from them: another program, another configuration, another
/// unit.</summary>
internal static class ChangesForServices
{
    public static ServiceChanges Of(TargetLayout layout, IEnumerable<Change> changes)
    {
        var changed = changes.Where(change => change.IsEffective).Select(change => change.Path);
        return new ServiceChanges(
            changed.Any(path => path == layout.Binary || path == layout.CurrentVersion || IsPayload(layout, path)),
            changed.Any(path => path == layout.Configuration || (path.StartsWith(layout.ConfigDir + "/", StringComparison.Ordinal)
                && InstalledFiles.Find(layout, path) is null)),
            Unit: false);
    }

    /// <summary>A file that the payload adds beside the program: a library, a data file.</summary>
    private static bool IsPayload(TargetLayout layout, string path) =>
        path.StartsWith(layout.Prefix.TrimEnd('/') + "/", StringComparison.Ordinal)
        && !layout.Directories.Append(layout.LleDir).Append(layout.UnitDir)
            .Any(directory => directory != layout.BinDir && path.StartsWith(directory + "/", StringComparison.Ordinal))
        && (Path.GetDirectoryName(path) != layout.BinDir || PathState.Capture(path).Target is null);

    public static bool IsUnit(TargetLayout layout, string path) =>
        Path.GetDirectoryName(path) == layout.UnitDir && path != layout.Configuration
        && InstalledFiles.Find(layout, path) is null;
}
