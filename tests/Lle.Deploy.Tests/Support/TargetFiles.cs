using System.Security.Cryptography;

namespace Lle.Deploy.Tests.Support;

/// <summary>What stands below a prefix and in the folder of the units, and which logs and backups there are, apart from the engine's own
/// books.</summary>
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
        .Where(path => !IsBooks(path)).ToDictionary(path => path, State)
        .Concat(Pruned()).ToDictionary();

    /// <summary>Where a plan, and what has been done since, are not the same, a line a path; empty: nowhere.</summary>
    public string Differences(PlanResult plan, Dictionary<string, string> before)
    {
        var after = Look();
        var planned = plan.Paths.Where(path => path.Action != "keep" && (!IsBooks(path.Path) || before.ContainsKey(path.Path)))
            .Select(path => $"{path.Action} {path.Path}").ToHashSet(StringComparer.Ordinal);
        var done = before.Keys.Union(after.Keys)
            .Select(path => (Path: path, Action: Action(before.GetValueOrDefault(path), after.GetValueOrDefault(path))))
            .Where(path => path.Action != "keep" && (path.Action == "remove" || !IsBooks(path.Path)))
            .Select(path => $"{path.Action} {path.Path}").ToHashSet(StringComparer.Ordinal);
        return string.Join('\n', planned.Except(done).Select(line => $"planned, not done: {line}")
            .Concat(done.Except(planned).Select(line => $"done, not planned: {line}")).Order(StringComparer.Ordinal));
    }

    /// <summary>Logs, reports and backups, of which a plan names those that go.</summary>
    private IEnumerable<KeyValuePair<string, string>> Pruned() => new[] { logs, backups }.Where(Directory.Exists)
        .SelectMany(Directory.EnumerateFileSystemEntries).Select(path => KeyValuePair.Create(path, "book"));

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
