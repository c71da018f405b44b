namespace Lle.Deploy.Processes;

internal enum LaunchOutcome
{
    /// <summary>The program ended by itself; see the exit code.</summary>
    Exited,

    /// <summary>A signal ended it; see the signal.</summary>
    Signalled,

    /// <summary>It ran into the time limit; its process group was killed.</summary>
    TimedOut,

    /// <summary>The kernel refused to start it; see the error number.</summary>
    NotStarted,
}

/// <param name="Outcome">How it ended.</param>
/// <param name="ExitCode">Of a program that exited; else 0.</param>
/// <param name="Signal">Of a program that a signal ended; else 0.</param>
/// <param name="ErrorNumber">errno of a start the kernel refused; else 0.</param>
/// <param name="Output">Captured standard output, at most the limit.</param>
/// <param name="Errors">Captured standard error, at most the limit.</param>
/// <param name="Truncated">More was written than was kept.</param>
/// <param name="Wall">From spawn to reaped exit, monotonic clock.</param>
internal sealed record LaunchResult(
    LaunchOutcome Outcome, int ExitCode, int Signal, int ErrorNumber, byte[] Output, byte[] Errors, bool Truncated, TimeSpan Wall)
{
    public bool Succeeded => Outcome == LaunchOutcome.Exited && ExitCode == 0;
}
