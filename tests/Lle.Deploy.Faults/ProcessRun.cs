using System.Diagnostics;

namespace Lle.Deploy.Faults;

/// <summary>A finished process.</summary>
internal sealed record ProcessRun(int ExitCode, string Output, string Errors)
{
    public const int Killed = 137;

    public static ProcessRun Start(string executable, IEnumerable<string> arguments, Action<ProcessStartInfo>? prepare = null)
    {
        using var process = Begin(executable, arguments, prepare);
        return End(process);
    }

    public static Process Begin(string executable, IEnumerable<string> arguments, Action<ProcessStartInfo>? prepare = null)
    {
        var start = new ProcessStartInfo(executable, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        // Of the test runner's own settings none may reach a .NET program under test.
        foreach (var name in start.Environment.Keys.Where(
            k => k.StartsWith("DOTNET_", StringComparison.Ordinal) || k.StartsWith("TESTINGPLATFORM_", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(name);
        }

        start.Environment["DOTNET_TieredPGO"] = "0";
        prepare?.Invoke(start);
        return Process.Start(start)!;
    }

    public static ProcessRun End(Process process)
    {
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new ProcessRun(process.ExitCode, output, errors.Result);
    }
}
