using System.Diagnostics;
using System.Globalization;
using Lle.Deploy.Backups;

namespace Lle.Deploy.Benchmarks;

/// <summary>
/// Backups of a data directory of small files beside cp and rsync doing the same, each with a sync of the file system: a first backup, the
/// next one with 1 % of the files changed, and a restore of 1 % changed files. The folder should be on a fresh file system: one that has
/// seen mass deletions makes files many times slower.
/// </summary>
internal sealed class BackupBenchmark(string folder, int files)
{
    private const int FileSize = 4096;
    private const int FilesADirectory = 100;

    public static void Run(string folder, int files, int rounds)
    {
        Column cp = new("`cp -a` and `sync -f`"), first = new("first backup");
        Column rsync = new("`rsync -a --link-dest` and `sync -f`"), next = new("next backup, 1 % changed");
        Column back = new("`rsync -a --delete` back and `sync -f`"), restore = new("restore with its safety backup, 1 % changed");
        var peak = 0.0;
        for (var round = 0; round < rounds; round++)
        {
            var bench = new BackupBenchmark(Path.Combine(folder, $"round-{round}"), files);
            bench.Make();
            cp.Add(bench.Shell("mkdir -p copies && cp -a prefix/var/lib/lusush/live copies/0 && sync -f ."));
            first.Add(bench.Time("backup", out _));
            bench.Touch(1);
            rsync.Add(bench.Shell("rsync -a --link-dest=$PWD/copies/0 prefix/var/lib/lusush/live/ copies/1 && sync -f ."));
            next.Add(bench.Time("backup", out var memory));
            bench.Touch(2);
            restore.Add(bench.Time("restore", out var restoring));
            bench.Touch(3);
            back.Add(bench.Shell("rsync -a --delete copies/1/ prefix/var/lib/lusush/live && sync -f ."));
            peak = Math.Max(peak, Math.Max(memory, restoring));
        }

        Console.WriteLine($"{files} files of {FileSize} bytes:");
        cp.Print(cp, "ms");
        first.Print(cp, "ms");
        rsync.Print(rsync, "ms");
        next.Print(rsync, "ms");
        back.Print(back, "ms");
        restore.Print(back, "ms");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Largest resident set of this process: {peak:0} MB"));
    }

    private string Live => Path.Combine(folder, "prefix/var/lib/lusush/live");

    private void Make()
    {
        var content = new byte[FileSize];
        var random = new Random(1);
        foreach (var index in Enumerable.Range(0, files))
        {
            random.NextBytes(content);
            Directory.CreateDirectory(Path.GetDirectoryName(At(index))!);
            File.WriteAllBytes(At(index), content);
        }

        var program = Path.Combine(folder, "prefix/bin/lusush");
        Directory.CreateDirectory(Path.GetDirectoryName(program)!);
        File.Copy("/bin/dash", program);
        Shell("sync -f .");
    }

    private string At(int index) => Path.Combine(Live, $"{index / FilesADirectory:00000}", $"file-{index % FilesADirectory:00}");

    private void Touch(int offset)
    {
        for (var index = offset; index < files; index += 100)
        {
            File.AppendAllText(At(index), "changed");
        }
    }

    /// <returns>Milliseconds.</returns>
    private double Shell(string command)
    {
        var started = Stopwatch.GetTimestamp();
        using var process = Process.Start(new ProcessStartInfo(
            "/bin/sh", ["-c", command])
        { WorkingDirectory = Directory.CreateDirectory(folder).FullName })!;
        process.WaitForExit();
        return process.ExitCode == 0 ? Stopwatch.GetElapsedTime(started).TotalMilliseconds : throw new InvalidOperationException(command);
    }

    /// <param name="megabytes">The largest resident set while it ran.</param>
    private double Time(string operation, out double megabytes)
    {
        var options = new Dictionary<string, string> { ["LleInstallPrefix"] = Path.Combine(folder, "prefix") };
        if (operation == "restore")
        {
            options["LleBackupTimestamp"] = Backup.All(Path.Combine(folder, "prefix/var/lib/lusush/backups"))[^1].Id;
        }

        // "5" resets the mark of the largest resident set.
        File.WriteAllText("/proc/self/clear_refs", "5");
        var engine = new Engine(new EngineRequest { Options = options, BaseDirectory = folder }, new Errors());
        var started = Stopwatch.GetTimestamp();
        var result = operation == "restore" ? engine.Restore(CancellationToken.None) : engine.Backup(CancellationToken.None);
        var milliseconds = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        var mark = File.ReadLines("/proc/self/status").First(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
        megabytes = double.Parse(mark.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{operation}: {milliseconds:0} ms, {megabytes:0} MB"));
        return result.Succeeded ? milliseconds : throw new InvalidOperationException($"{operation}: {result.Status}");
    }

    private sealed class Errors : EngineListener
    {
        public override void Tell(Diagnostics.Diagnostic diagnostic) => Console.Error.WriteLine(diagnostic);
    }
}
