using System.Diagnostics;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Transactions;

namespace Lle.Deploy.Tasks.Tests.Infrastructure;

/// <summary>How a command ended, and what it said.</summary>
internal sealed record CliResult(string Command, int ExitCode, string Output, string Error)
{
    public string Everything => $"$ {Command}\n{Output}\n{Error}\nexit code {ExitCode}";

    public CliResult Succeeded()
    {
        Assert.AreEqual(0, ExitCode, Everything);
        return this;
    }

    public CliResult Failed(string code)
    {
        Assert.AreNotEqual(0, ExitCode, Everything);
        Assert.Contains(code, Output + Error, Everything);
        return this;
    }

    public CliResult Said(string text)
    {
        Assert.Contains(text, Output + Error, Everything);
        return this;
    }

    public CliResult DidNotSay(string text)
    {
        Assert.DoesNotContain(text, Output + Error, Everything);
        return this;
    }
}

/// <summary>Starts the real dotnet command line.</summary>
internal static class Cli
{
    public static readonly string Dotnet = Environment.ProcessPath is { } path && Path.GetFileName(path) == "dotnet"
        ? path
        : Environment.GetEnvironmentVariable("DOTNET_HOST_PATH")
            ?? Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "..", "..", "..", "dotnet");

    public static CliResult Run(string directory, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        using var process = Start(directory, arguments, environment);
        return Finish(process);
    }

    /// <param name="program">null: dotnet.</param>
    public static Process Start(string directory, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null,
        string? program = null)
    {
        var start = new ProcessStartInfo(program ?? Dotnet, arguments)
        {
            WorkingDirectory = directory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // What the test runner and its dotnet set for themselves is not for the command under test.
        foreach (var name in start.Environment.Keys.Where(IsNotForOthers).ToList())
        {
            start.Environment.Remove(name);
        }

        start.Environment["DOTNET_NOLOGO"] = "1";
        start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        var process = Process.Start(start)!;
        process.StandardInput.Close();
        return process;
    }

    public static CliResult Finish(Process process)
    {
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        process.WaitForExit();
        return new CliResult(string.Join(' ', process.StartInfo.ArgumentList), process.ExitCode, output.Result, error.Result);
    }

    public static bool IsNotForOthers(string name) =>
        name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase) || name.StartsWith("LLE", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith("TESTINGPLATFORM", StringComparison.Ordinal)
        || name is "GITHUB_ACTIONS" or "GITLAB_CI" or "GITHUB_STEP_SUMMARY"
            or "MAX_STARTUP_TIME" or "MAX_RESPONSE_TIME" or "MIN_CACHE_HIT_RATE";
}
