using System.Globalization;
using Lle.Deploy.Posix;

namespace Lle.Deploy.Services;

/// <summary>All processes of a unit: its control group and those below it. The main process alone may be a shell around the
/// program.</summary>
internal static class ControlGroup
{
    private static readonly string[] roots = ["/sys/fs/cgroup/systemd", "/sys/fs/cgroup/unified", "/sys/fs/cgroup"];

    /// <param name="path">As systemd names it: "/system.slice/web.service"; empty: none.</param>
    public static IReadOnlyList<SeenProcess> Processes(string path)
    {
        var root = path.Length < 2 ? null : roots.Select(each => each + path).FirstOrDefault(Directory.Exists);
        return root is null ? [] : [.. Directories(root).SelectMany(Numbers).Distinct()
            .Select(ProcessTable.Find).OfType<SeenProcess>()];
    }

    private static IEnumerable<string> Directories(string root)
    {
        try
        {
            return [root, .. Directory.EnumerateDirectories(root, "*", SearchOption.AllDirectories)];
        }
        catch (IOException)
        {
            return [];
        }
    }

    private static IEnumerable<int> Numbers(string directory)
    {
        try
        {
            return [.. File.ReadLines(Path.Combine(directory, "cgroup.procs"))
                .Select(line => int.TryParse(line, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0)
                .Where(id => id > 0)];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
