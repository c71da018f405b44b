using Lle.Deploy.Processes;

namespace Lle.Deploy.Measurements;

/// <summary>How a start-up measurement goes about it.</summary>
/// <param name="Runs">LleStartupRuns: at least so many launches count, unless the time is up before.</param>
/// <param name="WarmUp">Launches before them that do not count.</param>
internal sealed record StartupPlan(int Runs = 100, int WarmUp = 10)
{
    /// <summary>What the program is started with; any program that answers and exits will do (for example --version).</summary>
    public IReadOnlyList<string> Arguments { get; init; } = ["-c", "exit 0"];

    /// <summary>What ends a launch as it should.</summary>
    public int ExitCode { get; init; }

    /// <summary>LleRunEnvironment.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = RunVariables.None;

    /// <summary>argv[0]; null: the path.</summary>
    public string? Argv0 { get; init; }

    /// <summary>Goes on beyond <see cref="Runs"/> while the interval of the median is wider, up to this many launches.</summary>
    public int MaxRuns { get; init; } = Math.Max(Runs, 400);

    /// <summary>LleStartupMaxTime: no launch begins after this, once five have counted.</summary>
    public TimeSpan MaxTime { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Narrow enough: the 95 % interval of the median is no wider than this part of the median.</summary>
    public double NarrowPercent { get; init; } = 10;

    /// <summary>One launch that takes longer hangs.</summary>
    public TimeSpan LaunchLimit { get; init; } = TimeSpan.FromSeconds(5);
}
