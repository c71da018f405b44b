using System.Security.Cryptography;

namespace Lle.Deploy.Tests.Support;

/// <summary>What stands below a prefix and in the folder of the units, apart from logs, backups and the engine's own books.</summary>
internal sealed class TargetFiles
{
    private readonly string prefix;
    private readonly string? units;
    private readonly string name;
    private readonly string data;
    private readonly string logs;
    private readonly string backups;

    public TargetFiles(IReadOnlyDictionary<string, string> options)
    {
        prefix = options["LleInstallPrefix"];
        units = options.GetValueOrDefault("LleUnitDir");
        name = options.GetValueOrDefault("LleName", options.GetValueOrDefault("LleBinaryName", "lusush"));
        data = options.GetValueOrDefault("LleDataDir", $"{prefix}/var/lib/{name}");
        logs = options.GetValueOrDefault("LleLogDir", $"{prefix}/var/log/{name}");
        backups = options.GetValueOrDefault("LleBackupDir", $"{data}/backups");
    }

    /// <summary>Each path with what it is.</summary>
    public Dictionary<string, string> Look() => new[] { prefix, units }.OfType<string>().Where(Directory.Exists)
        .SelectMany(folder => Walk(folder).Append(folder)).Distinct()
        .Where(path => !IsBooks(path)).ToDictionary(path => path, State);

    /// <summary>Where a plan, and what has been done since, are not the same, a line a path; empty: nowhere. What retention removes after
    /// the commit is in no plan: with backups these are version folders, which nothing leads to.</summary>
    public string Differences(PlanResult plan, Dictionary<string, string> before)
    {
        var after = Look();
        var planned = plan.Paths.Where(path => !IsBooks(path.Path) && path.Action != "keep").Select(path => $"{path.Action} {path.Path}")
            .ToHashSet(StringComparer.Ordinal);
        var done = before.Keys.Union(after.Keys)
            .Select(path => (Path: path, Action: Action(before.GetValueOrDefault(path), after.GetValueOrDefault(path))))
            .Where(path => path.Action != "keep").ToDictionary(path => $"{path.Action} {path.Path}", StringComparer.Ordinal);
        return string.Join('\n', planned.Except(done.Keys).Select(line => $"planned, not done: {line}")
            .Concat(done.Where(each => !planned.Contains(each.Key) && !(each.Value.Action == "remove" && IsPruned(each.Value.Path, after)))
                .Select(each => each.Key).Select(line => $"done, not planned: {line}")).Order(StringComparer.Ordinal));
    }

    /// <summary>In a version folder that is gone, of an installation that has others.</summary>
    private bool IsPruned(string path, Dictionary<string, string> after)
    {
        var versions = $"{prefix}/lib/lle/{name}/versions/";
        return path.StartsWith(versions, StringComparison.Ordinal)
            && !after.ContainsKey(versions + path[versions.Length..].Split('/')[0])
            && after.Keys.Any(other => other.StartsWith(versions, StringComparison.Ordinal));
    }

    private static string Action(string? before, string? after) =>
        before is null ? "create" : after is null ? "remove" : before == after ? "keep" : "replace";

    /// <summary>Everything below, without following links.</summary>
    private static IEnumerable<string> Walk(string folder) => Directory.EnumerateFileSystemEntries(folder)
        .SelectMany(path => new FileInfo(path).LinkTarget is null && Directory.Exists(path) ? Walk(path).Prepend(path) : [path]);

    private static string State(string path) => new FileInfo(path).LinkTarget is { } link
        ? $"link to {link}"
        : $"{File.GetUnixFileMode(path)} " +
            $"{(Directory.Exists(path) ? "directory" : Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path))))}";

    private bool IsBooks(string path)
    {
        var file = Path.GetFileName(path);
        return path.StartsWith($"{logs}/", StringComparison.Ordinal)
            || path.StartsWith($"{data}/transactions", StringComparison.Ordinal)
            || path.StartsWith($"{backups}/", StringComparison.Ordinal)
            || path.StartsWith($"{data}/history/", StringComparison.Ordinal)
            || path.StartsWith($"{data}/runs", StringComparison.Ordinal)
            // runit's own.
            || path.Contains("/supervise", StringComparison.Ordinal)
            || file == "deployment.lock"
            || file.StartsWith("rollback_", StringComparison.Ordinal);
    }
}
