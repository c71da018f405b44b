using System.Globalization;

namespace Lle.Deploy.Posix;

/// <summary>A process that has been seen. The number may be given to another one later, the time it was started not.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Started">In ticks since the machine was started.</param>
internal readonly record struct SeenProcess(int Id, long Started);

/// <summary>What /proc says of processes. What has ended meanwhile, or may not be looked at, is left out.</summary>
internal static class ProcessTable
{
    private const string Root = "/proc";
    private const double TicksPerSecond = 100;

    /// <returns>null: there is no such process, or it is dead and only waits to be reaped.</returns>
    public static SeenProcess? Find(int id) => Stat(id) is { } stat && stat[0] is not ("Z" or "X")
        ? new SeenProcess(id, long.Parse(stat[19], CultureInfo.InvariantCulture)) : null;

    public static bool IsRunning(SeenProcess process) => Find(process.Id) == process;

    /// <summary>The process and all it has started that still runs.</summary>
    public static IReadOnlyList<SeenProcess> Family(int id)
    {
        var children = All().Select(each => (Id: each, Parent: Stat(each) is { } stat
            ? int.Parse(stat[1], CultureInfo.InvariantCulture) : 0)).ToLookup(each => each.Parent, each => each.Id);
        var family = new List<SeenProcess>();
        var left = new Stack<int>([id]);
        while (left.TryPop(out var next))
        {
            if (Find(next) is { } found && !family.Contains(found))
            {
                family.Add(found);
                foreach (var child in children[next])
                {
                    left.Push(child);
                }
            }
        }

        return family;
    }

    /// <summary>Whose it is; null: there is none.</summary>
    public static uint? UserOf(int id)
    {
        using var process = PosixDirectory.TryOpenToExamine($"{Root}/{id}");
        return process?.Status().User;
    }

    /// <summary>Text of the link to its program: the path, with " (deleted)" behind it where that file has no name any more.</summary>
    /// <returns>null: it may not be looked at.</returns>
    public static string? ProgramOf(int id) => new FileInfo($"{Root}/{id}/exe") is { LinkTarget: { } target } ? target : null;

    /// <summary>The file that it was started from, also where that has no name any more.</summary>
    public static FileStatus? ProgramFileOf(int id)
    {
        try
        {
            using var file = PosixFile.TryOpenFollowing($"{Root}/{id}/exe");
            return file?.Status();
        }
        catch (PosixException)
        {
            return null;
        }
    }

    /// <summary>Names of the files it has mapped: program, libraries, assemblies; " (deleted)" as above.</summary>
    public static IReadOnlyList<string> MappedBy(int id)
    {
        try
        {
            return [.. File.ReadLines($"{Root}/{id}/maps").Select(line => line.IndexOf('/', StringComparison.Ordinal) is var at and >= 0
                ? line[at..] : "").Where(path => path.Length > 0).Distinct(StringComparer.Ordinal)];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    /// <summary>When it was started, by the clock of the machine, to a tenth of a second.</summary>
    public static DateTimeOffset? StartOf(SeenProcess process) =>
        UpTime() is { } up ? DateTimeOffset.UtcNow - TimeSpan.FromSeconds(up - (process.Started / TicksPerSecond)) : null;

    /// <summary>Absolute paths among the arguments of its command line, also behind "--config=" and its like; normalised.</summary>
    public static IEnumerable<string> PathsNamedBy(int id) => (Read($"{Root}/{id}/cmdline") ?? "").Split('\0')
        .SelectMany(argument => new[] { argument, argument[(argument.IndexOf('=', StringComparison.Ordinal) + 1)..] })
        .Where(argument => argument.StartsWith('/')).Distinct(StringComparer.Ordinal).Select(Path.GetFullPath);

    /// <summary>This process, the one that started it, and so on.</summary>
    public static IReadOnlySet<int> OwnAndAncestors()
    {
        var found = new HashSet<int>();
        for (var id = Environment.ProcessId; id > 0 && found.Add(id);)
        {
            id = Stat(id) is { } stat ? int.Parse(stat[1], CultureInfo.InvariantCulture) : 0;
        }

        return found;
    }

    private static double? UpTime() => Read($"{Root}/uptime") is { } text
        && double.TryParse(text.Split(' ')[0], NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) ? seconds : null;

    private static IEnumerable<int> All() => !Directory.Exists(Root) ? [] : Directory.EnumerateDirectories(Root)
        .Select(path => int.TryParse(Path.GetFileName(path), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0)
        .Where(id => id > 0);

    /// <summary>The fields behind the program's name, which may hold blanks and brackets: state, parent and so on.</summary>
    private static string[]? Stat(int id) => Read($"{Root}/{id}/stat") is { } text && text.LastIndexOf(')') is var end and > 0
        && text[(end + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries) is { Length: > 20 } fields ? fields : null;

    private static string? Read(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
