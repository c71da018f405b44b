using System.Security.Cryptography;

namespace Lle.Deploy.Tests.Support;

/// <summary>What stands below a prefix, apart from logs, backups and the engine's own books.</summary>
internal sealed class TargetFiles
{
    private readonly string prefix;
    private readonly string data;
    private readonly string logs;
    private readonly string backups;

    public TargetFiles(IReadOnlyDictionary<string, string> options)
    {
        prefix = options["LleInstallPrefix"];
        var name = options.GetValueOrDefault("LleName", options.GetValueOrDefault("LleBinaryName", "lusush"));
        data = options.GetValueOrDefault("LleDataDir", $"{prefix}/var/lib/{name}");
        logs = options.GetValueOrDefault("LleLogDir", $"{prefix}/var/log/{name}");
        backups = options.GetValueOrDefault("LleBackupDir", $"{data}/backups");
    }

    /// <summary>Each path with what it is.</summary>
    public Dictionary<string, string> Look() => Directory.Exists(prefix)
        ? Walk(prefix).Append(prefix).Where(path => !IsBooks(path)).ToDictionary(path => path, State)
        : [];

    /// <summary>What a plan says, a line a path; what it keeps is left out.</summary>
    public string Planned(PlanResult plan) => Text(plan.Paths.Where(path => !IsBooks(path.Path)).Select(path => (path.Path, path.Action)));

    /// <summary>What has changed since, in the same form.</summary>
    public string Done(Dictionary<string, string> before)
    {
        var after = Look();
        return Text(before.Keys.Union(after.Keys)
            .Select(path => (path, Action(before.GetValueOrDefault(path), after.GetValueOrDefault(path)))));
    }

    private static string Text(IEnumerable<(string Path, string Action)> actions) =>
        string.Join('\n', actions.Where(a => a.Action != "keep").OrderBy(a => a.Path, StringComparer.Ordinal)
            .Select(a => $"{a.Action} {a.Path}"));

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
        var name = Path.GetFileName(path);
        return path.StartsWith($"{logs}/", StringComparison.Ordinal)
            || path.StartsWith($"{data}/transactions", StringComparison.Ordinal)
            || path.StartsWith($"{backups}/", StringComparison.Ordinal)
            || path.StartsWith($"{data}/history/", StringComparison.Ordinal)
            || name == "deployment.lock"
            || name.StartsWith("rollback_", StringComparison.Ordinal);
    }
}
