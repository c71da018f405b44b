namespace Lle.Deploy.Deployments;

internal sealed class HistoryRecord
{
    public string DeploymentId { get; set; } = "";

    public long Sequence { get; set; }

    public string Version { get; set; } = "";

    /// <summary>How a deployment ended that was not kept; null: it was deployed.</summary>
    public DeploymentStatus? Failure { get; set; }

    public double? StartupMicroseconds { get; set; }

    public double? ResponseMicroseconds { get; set; }

    /// <summary>Start-up of the reference program; null: not measured.</summary>
    public double? ReferenceMicroseconds { get; set; }

    /// <summary>A response of the reference program; null: not measured.</summary>
    public double? ReferenceResponseMicroseconds { get; set; }
}
