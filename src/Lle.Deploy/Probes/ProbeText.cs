using Lle.Deploy.Diagnostics;

namespace Lle.Deploy.Probes;

/// <summary>An LleProbe item as it was written: a name and metadata, each empty where it was not given.</summary>
internal sealed record ProbeText(string Name)
{
    public string Input { get; init; } = "";

    public string Arguments { get; init; } = "";

    public string ExpectExitCode { get; init; } = "";

    public string ExpectOutput { get; init; } = "";

    public string RejectOutput { get; init; } = "";

    public string TimeoutMilliseconds { get; init; } = "";

    public string Severity { get; init; } = "";
}
