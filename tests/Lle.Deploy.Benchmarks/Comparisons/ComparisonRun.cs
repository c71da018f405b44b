using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Lle.Deploy.Benchmarks.Comparisons;

/// <summary>How large, and how often.</summary>
/// <param name="Folder">Where the work is done.</param>
/// <param name="Lle">The program; null: it is published first.</param>
/// <param name="Page">Whose table is written; null: none.</param>
/// <param name="Only">The scenes that are played: document, redeploy, backup, tree, large, status; empty: all.</param>
internal sealed record ComparisonSizes(string Folder, string? Lle, string? Page, IReadOnlyList<string> Only)
{
    public int Rounds { get; init; } = 8;

    public int Files { get; init; } = 100_000;

    public int TreeFiles { get; init; } = 10_000;

    public int TreeFileSize { get; init; } = 20_000;

    public int Megabytes { get; init; } = 4000;

    public int Deployments { get; init; } = 100;

    /// <summary>The document whose scripts are compared with; empty: that scene is left out.</summary>
    public string Document { get; init; } = "";

    /// <summary>What is deployed beside them.</summary>
    public string Program { get; init; } = "/bin/dash";
}

/// <summary>Every comparison of the issue on speed, side by side and in turn; one command, one table.</summary>
internal static class ComparisonRun
{
    public static void Run(ComparisonSizes sizes)
    {
        var lle = sizes.Lle ?? Publish();
        var table = new ComparisonTable();
        var feed = new Lazy<string>(Pack);
        var ground = "";
        for (var round = 0; round < sizes.Rounds; round++)
        {
            foreach (var (name, play) in Scenes(sizes, table, feed, round))
            {
                if (sizes.Only.Count == 0 || sizes.Only.Contains(name))
                {
                    Console.Error.WriteLine($"round {round + 1} of {sizes.Rounds}: {name}");
                    using var bench = new Workbench(sizes.Folder, lle);
                    ground = bench.Ground;
                    play(bench);
                }
            }
        }

        var conditions = string.Create(CultureInfo.InvariantCulture,
            $"{DateTime.UtcNow:yyyy-MM-dd}, {Environment.ProcessorCount} processors, Linux {Environment.OSVersion.Version}, load {Load()}, "
            + $"{sizes.Rounds} rounds, {ground}. Whole processes; the medians, and the ratio of each round.");
        Console.WriteLine(table.Text(conditions));
        if (sizes.Page is { } page)
        {
            table.WriteInto(page, conditions);
        }
    }

    private static IEnumerable<(string Name, Action<Workbench> Play)> Scenes(
        ComparisonSizes sizes, ComparisonTable table, Lazy<string> feed, int round)
    {
        if (sizes.Document.Length > 0)
        {
            yield return ("document", bench => new DocumentScene(table, sizes.Document, sizes.Program).Round(bench, round));
        }

        yield return ("redeploy", bench => new RedeployScene(table, feed.Value, PackedVersion(feed.Value)).Round(bench));
        yield return ("backup", bench => new BackupScene(table, sizes.Files).Round(bench, round));
        yield return ("tree", bench => new TreeScene(table, sizes.TreeFiles, sizes.TreeFileSize).Round(bench, round));
        yield return ("large", bench => new LargeScene(table, sizes.Megabytes).Round(bench, round));
        if (round == 0)
        {
            yield return ("status", bench => new StatusScene(table, sizes.Deployments, sizes.Files).Round(bench));
        }
    }

    private static string Load() => File.ReadAllText("/proc/loadavg").Split(' ')[0];

    /// <summary>lle as it is shipped.</summary>
    private static string Publish()
    {
        var rid = $"linux-{RuntimeInformation.OSArchitecture.ToString().ToLowerInvariant()}";
        return Path.Combine(Made("benchmarks-lle", "publish", "src/Lle.Deploy.Host", "-r", rid), "lle");
    }

    /// <summary>A folder with the package as it is shipped.</summary>
    private static string Pack() => Made("benchmarks-feed", "pack", "src/Lle.Deploy.Tasks");

    private static string PackedVersion(string feed) =>
        Path.GetFileNameWithoutExtension(Directory.GetFiles(feed, "Lle.Deploy.Tasks.*.nupkg").Single())["Lle.Deploy.Tasks.".Length..];

    private static string Made(string folder, string command, string project, params string[] words)
    {
        var root = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(root, "Lle.Deploy.Tasks.sln")))
        {
            root = Path.GetDirectoryName(root) ?? throw new InvalidOperationException("Not within the repository; name --lle PATH");
        }

        var into = Path.Combine(root, "artifacts", folder);
        using var process = Process.Start(
            "dotnet", [command, Path.Combine(root, project), "-nologo", "-v:q", "-c", "Release", "-o", into, .. words]);
        process.WaitForExit();
        return process.ExitCode == 0 ? into : throw new InvalidOperationException($"dotnet {command} {project} failed");
    }
}
