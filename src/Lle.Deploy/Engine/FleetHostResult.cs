using Lle.Deploy.Fleets;

namespace Lle.Deploy;

/// <summary>How one host of a fleet ended.</summary>
public sealed class FleetHostResult
{
    private readonly HostAnswer answer;

    internal FleetHostResult(HostAnswer answer, string? resultPath = null) => (this.answer, ResultPath) = (answer, resultPath);

    /// <summary>Its name.</summary>
    public string Host => answer.Host;

    /// <summary>Empty: the project has none.</summary>
    public string Environment => answer.Environment;

    /// <summary>From 1.</summary>
    public string Batch => answer.Batch;

    /// <summary>A status of a deployment (SUCCESS …), or UNREACHABLE, HOST_KEY, LOST, NOT_USABLE, STOPPED or UNTOUCHED.</summary>
    public string Status => answer.Status;

    /// <summary>SUCCESS, UNCHANGED or DEGRADED.</summary>
    public bool Succeeded => answer.Succeeded;

    /// <summary>The host's own; empty: there is none.</summary>
    public string DeploymentId => answer.DeploymentId;

    /// <summary>Empty: not known.</summary>
    public string Version => answer.Version;

    /// <summary>Why it is so; empty where it is well.</summary>
    public string Message => answer.Message;

    /// <summary>From the first look to the answer.</summary>
    public double Seconds => answer.Seconds;

    /// <summary>Commands over ssh.</summary>
    public long RoundTrips => answer.RoundTrips;

    /// <summary>Of lle and of the bundle, where the host had not got them.</summary>
    public long SentBytes => answer.SentBytes;

    /// <summary>How often a lost connection was made again.</summary>
    public long Reconnects => answer.Reconnects;

    /// <summary>The host's own result, on this machine; null: it gave none.</summary>
    public string? ResultPath { get; }
}
