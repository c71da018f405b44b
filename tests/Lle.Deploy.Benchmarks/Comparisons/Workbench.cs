using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Lle.Deploy.Benchmarks.Comparisons;

/// <param name="Milliseconds">Of the whole process.</param>
/// <param name="Megabytes">Its largest resident set, as far as it was seen; 0: it was too short.</param>
internal readonly record struct Taken(double Milliseconds, double Megabytes);

/// <summary>
/// A place to work in: where this user may mount one, a new ext4 file system in a file of its own, because one that has seen mass deletions
/// makes files many times slower. Programs are started in it and timed as whole processes.
/// </summary>
internal sealed class Workbench : IDisposable
{
    private const string Size = "64G";
    private readonly string lle;
    private readonly string folder;
    private readonly string image;
    private readonly bool isMounted;

    public Workbench(string parent, string lle)
    {
        this.lle = lle;
        folder = Directory.CreateDirectory(Path.Combine(parent, $"bench-{Guid.NewGuid():N}")).FullName;
        image = Path.Combine(folder, "ext4");
        Root = Directory.CreateDirectory(Path.Combine(folder, "ground")).FullName;
        isMounted = Environment.IsPrivilegedProcess
            && Ends("/bin/sh", "-c", $"truncate -s {Size} {image} && mkfs.ext4 -q -F {image} && mount -o loop {image} {Root}") == 0;
        Directory.CreateDirectory(Prefix);
    }

    public string Root { get; }

    public string Ground => isMounted ? "a new ext4 file system, mounted by loop, for each round" : "the file system of the folder";

    public string Prefix => Path.Combine(Root, "prefix");

    public string Data => Path.Combine(Prefix, "var/lib/bench/live");

    public string At(string relative) => Path.Combine(Root, relative);

    /// <summary>Both, the second one first in every other round, so that neither always finds the caches of the other.</summary>
    public static (Taken Reference, Taken Ours) InTurn(int round, Func<Taken> reference, Func<Taken> ours)
    {
        if (round % 2 == 0)
        {
            var first = reference();
            return (first, ours());
        }

        var own = ours();
        return (reference(), own);
    }

    public Taken Shell(string command) => Time("/bin/sh", ["-c", command], 0);

    /// <summary>A warning (1) is no failure.</summary>
    public Taken Lle(params string[] words) => Time(lle, [.. words, "--install-prefix", Prefix, "--binary-name", "bench"], 1);

    /// <summary>The document's own program, under its default name.</summary>
    public Taken Lusush(params string[] words) => Time(lle, [.. words, "--install-prefix", Prefix], 1);

    /// <summary>Measuring the program is not what is compared: as few launches as there may be, budgets that any machine meets, and what
    /// it took nevertheless (start-up is measured until it is stable) is taken off.</summary>
    public Taken Deploy(string payload, string version, params string[] words) => LessMeasuring(Lle([
        "deploy", payload, "--version", version, "--startup-runs", "10", "--measure-response=false",
        "--max-startup-time", "1000000", .. words]));

    /// <summary>A deployment without the phase that measures the program, by its own result.</summary>
    public Taken LessMeasuring(Taken deployment)
    {
        var newest = Directory.GetFiles(Path.Combine(Prefix, "var/log"), "deployment_result_*.json", SearchOption.AllDirectories)
            .MaxBy(File.GetLastWriteTimeUtc)!;
        using var result = JsonDocument.Parse(File.ReadAllText(newest));
        var measuring = result.RootElement.GetProperty("Phases").EnumerateArray()
            .Where(phase => phase.GetProperty("Name").GetString() == "PERFORMANCE_VALIDATION")
            .Sum(phase => phase.GetProperty("DurationMilliseconds").GetDouble());
        return deployment with { Milliseconds = deployment.Milliseconds - measuring };
    }

    private Taken Time(string program, IEnumerable<string> words, int accepted)
    {
        var start = new ProcessStartInfo(program, words)
        {
            WorkingDirectory = Root,
            RedirectStandardOutput = true,
            RedirectStandardError = true
        };
        var started = Stopwatch.GetTimestamp();
        using var process = Process.Start(start)!;
        var said = process.StandardError.ReadToEndAsync();
        _ = process.StandardOutput.ReadToEndAsync();
        var peak = 0.0;
        while (!process.WaitForExit(5))
        {
            peak = Math.Max(peak, Peak(process.Id));
        }

        var milliseconds = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        return process.ExitCode <= accepted ? new Taken(milliseconds, peak)
            : throw new InvalidOperationException($"{program} {string.Join(' ', words)}: exit status {process.ExitCode}\n{said.Result}");
    }

    private static double Peak(int pid)
    {
        try
        {
            var mark = File.ReadLines($"/proc/{pid}/status").FirstOrDefault(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
            return mark is null ? 0
                : double.Parse(mark.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024;
        }
        catch (IOException)
        {
            return 0;
        }
    }

    private static int Ends(string program, params string[] words)
    {
        using var process = Process.Start(new ProcessStartInfo(program, words) { RedirectStandardError = true })!;
        _ = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode;
    }

    public void Dispose()
    {
        if (isMounted && Ends("umount", Root) != 0)
        {
            throw new InvalidOperationException($"{Root} could not be unmounted");
        }

        Directory.Delete(folder, recursive: true);
    }
}
