using System.Globalization;

namespace Lle.Deploy.Posix;

/// <summary>Which processes use a folder, as far as /proc shows it to this user.</summary>
internal static class FolderUsers
{
    /// <param name="isUse">Whether it counts as use that a process names a path, which is not in the folder, on its command line.</param>
    /// <param name="unreadable">Processes of others that could not be looked at.</param>
    /// <returns>Process numbers: those whose program, root, working directory, mapped or open files lie in the folder, and those whose
    /// command line names a path in it: an interpreter shows nowhere else which script it runs. This process and those that started it
    /// may name what they like.</returns>
    public static IReadOnlyList<int> Of(string folder, Func<int, string, bool> isUse, out int unreadable)
    {
        var users = new List<int>();
        unreadable = 0;
        var own = new Lazy<IReadOnlySet<int>>(ProcessTable.OwnAndAncestors);
        foreach (var directory in Directory.Exists("/proc") ? Directory.EnumerateDirectories("/proc") : [])
        {
            if (!int.TryParse(Path.GetFileName(directory), NumberStyles.None, CultureInfo.InvariantCulture, out var process)
                || process == Environment.ProcessId)
            {
                continue;
            }

            if (ProcessTable.PathsNamedBy(process).Any(path => (path + "/").StartsWith(folder + "/", StringComparison.Ordinal)
                || isUse(process, path)) && !own.Value.Contains(process))
            {
                users.Add(process);
                continue;
            }

            switch (Uses(directory, folder + "/"))
            {
                case true:
                    users.Add(process);
                    break;
                case null:
                    unreadable++;
                    break;
            }
        }

        return users;
    }

    /// <returns>null where it cannot be told.</returns>
    private static bool? Uses(string process, string folder)
    {
        try
        {
            return Leads(Path.Combine(process, "exe"), folder)
                || Leads(Path.Combine(process, "cwd"), folder)
                || Leads(Path.Combine(process, "root"), folder)
                || File.ReadLines(Path.Combine(process, "maps")).Any(line => line.Contains(folder, StringComparison.Ordinal))
                || Directory.EnumerateFileSystemEntries(Path.Combine(process, "fd")).Any(descriptor => Leads(descriptor, folder));
        }
        catch (UnauthorizedAccessException)
        {
            return null;
        }
        catch (IOException)
        {
            // It has ended meanwhile.
            return false;
        }
    }

    private static bool Leads(string link, string folder) =>
        new FileInfo(link).LinkTarget is { } target && (target + "/").StartsWith(folder, StringComparison.Ordinal);
}
