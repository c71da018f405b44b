using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Lle.Deploy.Measurements;
using Lle.Deploy.Processes;

namespace Lle.Deploy.Benchmarks;

/// <summary>Start-up of one shell by every instrument there is: 10 launches to warm up, 100 that count.</summary>
internal static class StartupBenchmark
{
    private const int Runs = 100;

    public static void Run(FloorProgram floor, string shell, int rounds)
    {
        Column least = new("C: vfork + execve + wait4"), ours = new("StartupMeasurement"), hyper = new("hyperfine -N"),
        perf = new("perf stat -r (mean)");
        Column leastTotal = new("C: 110 launches"), oursTotal = new("StartupMeasurement: 110 launches, folder and statistics");
        for (var round = 0; round <= rounds; round++)
        {
            var figures = floor.Run(1, "dumb", "launch", $"{Runs}", shell, "-c", "exit 0")[0];
            var clock = Stopwatch.StartNew();
            var record = StartupMeasurement.Measure(shell, new StartupPlan(Runs) { MaxRuns = Runs, MaxTime = TimeSpan.FromMinutes(1) });
            var elapsed = clock.Elapsed;
            var hyperfine = Hyperfine(shell);
            var stat = Perf(shell);
            if (round == 0)
            {
                // The first round compiles and fills caches.
                continue;
            }

            least.Add(Column.Median(figures[..Runs]));
            leastTotal.Add(figures[Runs] / 1000);
            ours.Add(record.Wall.Median);
            oursTotal.Add(elapsed.TotalMilliseconds);
            Add(hyper, hyperfine);
            Add(perf, stat);
        }

        Console.WriteLine($"\n### Start-up: {Path.GetFileName(shell)} -c 'exit 0'\n\n| instrument | median | ratio to the floor " +
            $"|\n|---|---|---|");
        least.Print(least, "µs");
        ours.Print(least, "µs");
        hyper.Print(least, "µs");
        perf.Print(least, "µs");
        leastTotal.Print(leastTotal, "ms");
        oursTotal.Print(leastTotal, "ms");
    }

    private static void Add(Column column, double? value)
    {
        if (value is { } figure)
        {
            column.Add(figure);
        }
    }

    private static double? Hyperfine(string shell)
    {
        if (Tool.Find("hyperfine") is not { } tool)
        {
            return null;
        }

        using var folder = new PrivateFolder();
        var file = Path.Combine(folder.Root, "result.json");
        _ = Tool.Output(folder.Request(tool, "-N", "--style", "none", "--warmup", "10", "--runs", $"{Runs}", "--export-json", file,
            $"{shell} -c 'exit 0'"));
        using var document = JsonDocument.Parse(File.ReadAllText(file));
        return document.RootElement.GetProperty("results")[0].GetProperty("median").GetDouble() * 1e6;
    }

    private static double? Perf(string shell)
    {
        if (Tool.Find("perf") is not { } tool)
        {
            return null;
        }

        using var folder = new PrivateFolder();
        var line = Tool.Output(folder.Request(tool, "stat", "-r", $"{Runs}", "-x,", "-e", "duration_time", shell, "-c", "exit 0"));
        return double.Parse(line.Split(',')[0], CultureInfo.InvariantCulture) / 1000;
    }
}
