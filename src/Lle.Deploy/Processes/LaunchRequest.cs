namespace Lle.Deploy.Processes;

/// <summary>One start of a program. The environment is cleared: the program sees exactly <see cref="Environment"/>.</summary>
/// <param name="Executable">An absolute path; nothing is searched for.</param>
/// <param name="Arguments">argv[1] and on.</param>
internal sealed record LaunchRequest(string Executable, IReadOnlyList<string> Arguments)
{
    /// <summary>argv[0]; a multi-call binary reads its own name from it. Default: the executable's path.</summary>
    public string? Argv0 { get; init; }

    /// <summary>null: whoever runs this process.</summary>
    public RunAs? As { get; init; }

    /// <summary>Default "/".</summary>
    public string WorkingDirectory { get; init; } = "/";

    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>What standard input holds; empty: /dev/null.</summary>
    public ReadOnlyMemory<byte> Input { get; init; }

    /// <summary>What the program leaves running in its process group is meant to go on: a command that starts a service.</summary>
    public bool LeavesRunning { get; init; }

    /// <summary>After this the whole process group is killed.</summary>
    public TimeSpan TimeLimit { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How many bytes of standard output and of standard error are kept, each; the rest is read and thrown away. 0: both go to
    /// /dev/null.</summary>
    public int OutputLimit { get; init; }
}
