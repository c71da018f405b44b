using System.Text.RegularExpressions;

namespace Lle.Deploy.Posix;

/// <summary>What is mounted where, also by bind mounts, whose device tells nothing.</summary>
internal static partial class MountPoints
{
    private const string List = "/proc/self/mountinfo";

    /// <returns>The directory or one below it where something is mounted; null: there is none, or it cannot be known.</returns>
    public static string? Within(string directory) =>
        All().FirstOrDefault(mount => mount == directory || mount.StartsWith(directory.TrimEnd('/') + "/", StringComparison.Ordinal));

    private static IEnumerable<string> All()
    {
        try
        {
            return [.. File.ReadLines(List).Select(line => line.Split(' ')).Where(fields => fields.Length > 4)
                .Select(fields => Escape().Replace(fields[4], e => $"{(char)Convert.ToInt32(e.Groups[1].Value, 8)}"))];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    /// <summary>Blanks, tabs, line ends and backslashes.</summary>
    [GeneratedRegex(@"\\([0-7]{3})")]
    private static partial Regex Escape();
}
