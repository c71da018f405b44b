using System.Text.RegularExpressions;
using Lle.Deploy.Diagnostics;

namespace Lle.Deploy.Probes;

/// <summary>One run of the deployed program with given input and an expectation about its answer.</summary>
/// <param name="Name">What logs and reports call it.</param>
/// <param name="Input">Lines for standard input; the program is started with -i.</param>
internal sealed record Probe(string Name, string Input)
{
    /// <summary>What the program is started with.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = ["-i"];

    /// <summary>PATH while it runs; directories only an administrator can write.</summary>
    public string SearchPath { get; init; } = "/usr/bin:/bin";

    public int ExpectExitCode { get; init; }

    /// <summary>Must match somewhere in the answer (standard output, then standard error, without escape sequences); null: anything
    /// goes.</summary>
    public Regex? ExpectOutput { get; init; }

    /// <summary>Must match nowhere in it.</summary>
    public Regex? RejectOutput { get; init; }

    public TimeSpan TimeLimit { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Severity of the diagnostic when the probe fails; a warning does not fail the deployment.</summary>
    public Severity Severity { get; init; } = Severity.Error;

    /// <summary>Of the engine, not of the project.</summary>
    public bool IsDefault { get; init; }

    /// <summary>
    /// For a default probe of a feature that not every shell has: an answer that says "unknown command" passes with a warning. (Shells say
    /// it and exit with 0, so that the exit status alone proves nothing.)
    /// </summary>
    public bool MayBeUnknown { get; init; }
}
