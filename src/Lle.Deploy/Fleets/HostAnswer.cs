using System.Text.Json;
using Lle.Deploy.Deployments;
using Lle.Deploy.Text;

namespace Lle.Deploy.Fleets;

/// <summary>How one host of a fleet ended.</summary>
/// <param name="Status">A status of a deployment, or UNREACHABLE, HOST_KEY, LOST, NOT_USABLE, STOPPED, UNTOUCHED.</param>
internal sealed record HostAnswer(string Host, string Batch, string Status)
{
    public const string Unreachable = "UNREACHABLE";
    public const string HostKey = "HOST_KEY";
    public const string Lost = "LOST";
    public const string NotUsable = "NOT_USABLE";
    public const string Stopped = "STOPPED";
    public const string Untouched = "UNTOUCHED";

    /// <summary>Empty: the project has none.</summary>
    public string Environment { get; init; } = "";

    public string DeploymentId { get; init; } = "";

    public string Version { get; init; } = "";

    /// <summary>Why it is so; empty where it is well.</summary>
    public string Message { get; init; } = "";

    public double Seconds { get; init; }

    public long RoundTrips { get; init; }

    public long SentBytes { get; init; }

    public long Reconnects { get; init; }

    /// <summary>LleFleetUndo=run: what this run had changed was rolled back, because another host failed.</summary>
    public bool IsTakenBack { get; init; }

    /// <summary>What lle printed; null: nothing.</summary>
    public string? Record { get; init; }

    /// <summary>How the operation ended there; null: none was done, or nobody knows.</summary>
    public DeploymentStatus? Ended => StatusNames.Find(Status);

    /// <summary>Nothing was asked of it, or not all.</summary>
    public bool IsUntouched => Status is Stopped or Untouched;

    public bool Succeeded => Ended is DeploymentStatus.Success or DeploymentStatus.Unchanged or DeploymentStatus.Degraded;

    /// <summary>This run has changed it, and it stands.</summary>
    public bool Changed => Ended is DeploymentStatus.Success or DeploymentStatus.Degraded && DeploymentId.Length > 0;

    /// <summary>Deployed, and rolled back with the run.</summary>
    /// <param name="undone">The answer to the rollback.</param>
    public HostAnswer TakenBack(HostAnswer undone) => this with
    {
        Status = StatusNames.Name(DeploymentStatus.RolledBack),
        IsTakenBack = true,
        Message = "rolled back with the run, "
            + (undone.Version.Length > 0 ? $"version {undone.Version} is in use" : "nothing was installed before"),
    };

    /// <exception cref="JsonException">It is no answer.</exception>
    public static HostAnswer Read(JsonElement json)
    {
        var answer = json.GetProperty("answer");
        return new HostAnswer(json.Text("host"), json.Text("batch"), answer.Text("status"))
        {
            DeploymentId = answer.TextOrNull("id") ?? "",
            Version = answer.TextOrNull("version") ?? "",
            Message = answer.TextOrNull("msg") ?? "",
            Seconds = answer.DoubleOrNull("seconds") ?? 0,
            RoundTrips = answer.LongOrZero("round_trips"),
            SentBytes = answer.LongOrZero("sent_bytes"),
            Reconnects = answer.LongOrZero("reconnects"),
            Record = answer.TryGetProperty("record", out var record)
                && record.ValueKind == JsonValueKind.Object ? record.GetRawText() : null,
        };
    }
}
