using System.Text;
using Lle.Deploy.Posix;
using Lle.Deploy.Processes;
using Lle.Deploy.Text;

namespace Lle.Deploy.Services;

/// <summary>A line of the project for /bin/sh. What it writes goes to a file, which a daemon that it starts may go on holding open: a pipe
/// would end the daemon.</summary>
internal static class ServiceCommand
{
    private const string Shell = "/bin/sh";
    private const int OutputLimit = 2048;

    /// <param name="environment">Beside PATH, HOME, TERM and LANG.</param>
    /// <param name="leavesRunning">It starts something that is to go on.</param>
    /// <returns>null: it exited with 0; else what went wrong.</returns>
    public static string? Run(
        string line, IReadOnlyDictionary<string, string> environment, TimeSpan limit, bool leavesRunning,
        CancellationToken cancellation)
    {
        using var folder = new PrivateFolder();
        var output = Path.Combine(folder.Work, "output");
        var request = folder.Request(Shell, "-c", $"exec >\"$0\" 2>&1\n{line}", output) with
        {
            TimeLimit = limit,
            LeavesRunning = leavesRunning,
        };
        var variables = request.Environment.Concat(environment).DistinctBy(variable => variable.Key).ToDictionary();
        var result = Launcher.Run(request with { Environment = variables }, cancellation);
        if (result.Succeeded)
        {
            return null;
        }

        var said = Said(output);
        return result.Outcome switch
        {
            LaunchOutcome.TimedOut => $"it did not end within {limit.TotalSeconds:0} s{said}",
            LaunchOutcome.NotStarted => $"{Shell} could not be started: {Errno.Describe(result.ErrorNumber)}",
            LaunchOutcome.Signalled => $"signal {result.Signal} ended it{said}",
            _ => $"it exited with {result.ExitCode}{said}",
        };
    }

    /// <summary>Runs a program of the machine, such as systemctl.</summary>
    /// <returns>What it printed, and what went wrong; null: nothing.</returns>
    public static (string Output, string? Problem) Tool(
        string program, TimeSpan limit, CancellationToken cancellation, params IReadOnlyList<string> arguments)
    {
        var result = Launcher.Run(new LaunchRequest(program, arguments)
        {
            Environment = SafeEnvironment.Of("/"),
            TimeLimit = limit,
            OutputLimit = 1 << 20,
        }, cancellation);
        var output = Encoding.UTF8.GetString(result.Output);
        if (result.Succeeded)
        {
            return (output, null);
        }

        var said = OneLine.Escape(Encoding.UTF8.GetString([.. result.Errors, .. result.Output]).Trim());
        return (output, result.Outcome switch
        {
            LaunchOutcome.TimedOut => $"'{Words(program, arguments)}' did not end within {limit.TotalSeconds:0} s",
            LaunchOutcome.NotStarted => $"'{program}' could not be started: {Errno.Describe(result.ErrorNumber)}",
            LaunchOutcome.Signalled => $"signal {result.Signal} ended '{Words(program, arguments)}'",
            _ => $"'{Words(program, arguments)}' exited with {result.ExitCode}{(said.Length == 0 ? "" : $" and said: {said}")}",
        });
    }

    private static string Words(string program, IReadOnlyList<string> arguments) =>
        string.Join(' ', arguments.Prepend(Path.GetFileName(program)));

    private static string Said(string path)
    {
        using var file = PosixFile.TryOpenFollowing(path);
        var bytes = new byte[OutputLimit];
        var said = file is null ? "" : OneLine.Escape(Encoding.UTF8.GetString(bytes.AsSpan(0, file.Read(bytes))).Trim());
        return said.Length == 0 ? "" : $" and said: {said}";
    }
}
