using System.Text.RegularExpressions;

namespace Lle.Deploy.Faults;

/// <summary>One system call of a traced run: the how-maniest of its name, and how strace shows it.</summary>
internal sealed record TracedCall(string Name, int Number, string Text);

/// <summary>
/// Runs lle under strace. Only its first thread is traced: the one that does all file work, so that a number means the same call in every
/// run, and programs the deployment starts are left alone.
/// </summary>
internal static partial class Strace
{
    public static string Host => StaticLle.Require();

    public static readonly string[] Calls =
    [
        "renameat", "renameat2", "fsync", "write", "fchmod", "fchown", "unlinkat", "mkdirat", "openat", "linkat", "ftruncate", "symlinkat",
        "fsetxattr", "utimensat",
    ];

    /// <summary>On one processor all file work is done by the first thread: copies by several would be numbered by chance.</summary>
    private static void OneProcessor(System.Diagnostics.ProcessStartInfo start) => start.Environment["DOTNET_PROCESSOR_COUNT"] = "1";

    /// <summary>Runs to the end and lists the calls that change something under the sandbox's root.</summary>
    public static IReadOnlyList<TracedCall> Changes(Sandbox sandbox, string[] arguments, bool mayBeNone = false)
    {
        var log = Path.Combine(sandbox.Root, "strace.log");
        var run = ProcessRun.Start(Tools.Require("strace"),
            ["-qq", "-y", "-o", log, "-e", "trace=" + string.Join(',', Calls), Host, .. arguments], OneProcessor);
        Assert.IsGreaterThan(0, File.ReadAllLines(log).Length, $"nothing was traced: {run.Errors}");
        var numbers = new Dictionary<string, int>();
        var found = new List<TracedCall>();
        foreach (var line in File.ReadLines(log))
        {
            var name = line[..Math.Max(0, line.IndexOf('(', StringComparison.Ordinal))];
            if (!Calls.Contains(name))
            {
                continue;
            }

            var number = numbers[name] = numbers.GetValueOrDefault(name) + 1;
            if (line.Contains(sandbox.Root, StringComparison.Ordinal)
                && (name != "openat" || line.Contains("O_CREAT", StringComparison.Ordinal)))
            {
                found.Add(new TracedCall(name, number, line));
            }
        }

        Assert.IsTrue(mayBeNone || found.Count > 0, $"nothing was changed: {run.Errors}");
        return found;
    }

    /// <summary>How often a run that must succeed makes a call, whatever for.</summary>
    public static int Count(string call, Sandbox sandbox, string[] arguments)
    {
        var log = Path.Combine(sandbox.Root, "strace.log");
        var run = ProcessRun.Start(Tools.Require("strace"), ["-qq", "-o", log, "-e", "trace=" + call, Host, .. arguments], OneProcessor);
        Assert.AreEqual(0, run.ExitCode, run.Errors);
        return File.ReadLines(log).Count(line => line.StartsWith(call + "(", StringComparison.Ordinal));
    }

    /// <summary>Kills the host at the entry of a call.</summary>
    /// <returns>Whether it was killed, and not ended before.</returns>
    public static bool Kill(TracedCall call, string[] arguments) =>
        Inject(call.Name, $"signal=KILL:when={call.Number}", arguments, out _).ExitCode is ProcessRun.Killed;

    /// <param name="injection">What follows the call's name in strace's own words: "error=EIO:when=3+".</param>
    /// <param name="injected">The first call strace did it to, with the paths its descriptors stand for; null: it did it to none.</param>
    /// <param name="path">Only calls that name this path, as the program writes it; null: all.</param>
    public static ProcessRun Inject(string call, string injection, string[] arguments, out string? injected, string? path = null)
    {
        var log = Path.GetTempFileName();
        try
        {
            var run = ProcessRun.Start(Tools.Require("strace"),
                ["-qq", "-y", "-o", log, .. path is null ? Array.Empty<string>() : ["-P", path], "-e", "trace=" + call,
                "-e", $"inject={call}:{injection}", Host, .. arguments], OneProcessor);
            injected = File.ReadLines(log).FirstOrDefault(line => line.Contains("(INJECTED)", StringComparison.Ordinal));
            return run;
        }
        finally
        {
            File.Delete(log);
        }
    }

    [GeneratedRegex("LLE[0-9]{4}")]
    public static partial Regex Code();
}
