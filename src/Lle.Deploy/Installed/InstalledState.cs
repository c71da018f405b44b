using System.Text;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Layout;
using Lle.Deploy.Posix;

namespace Lle.Deploy.Installed;

/// <summary>Reads what is installed on a target. A path that does not exist is null; nothing is changed.</summary>
internal static class InstalledState
{
    /// <returns>null where nothing was ever deployed; a damaged file is told as a warning and counts as nothing.</returns>
    public static DeploymentState? Read(TargetLayout layout, Action<Diagnostic> tell)
    {
        try
        {
            return TryReadBytes(layout.DeploymentState) is { } bytes ? DeploymentState.Parse(bytes, layout.DeploymentState) : null;
        }
        catch (DeploymentException error)
        {
            foreach (var diagnostic in error.Diagnostics)
            {
                tell(diagnostic.AsWarning());
            }

            return null;
        }
    }

    public static string? TryReadText(string path) => TryReadBytes(path) is { } bytes ? Encoding.UTF8.GetString(bytes) : null;

    public static byte[]? TryReadBytes(string path)
    {
        using var parent = PosixDirectory.TryOpen(Path.GetDirectoryName(path)!);
        if (parent?.Status(Path.GetFileName(path))?.Kind != FileKind.File)
        {
            return null;
        }

        using var file = parent.OpenRead(Path.GetFileName(path));
        return file.ReadToEnd();
    }
}
