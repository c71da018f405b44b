using Lle.Deploy.Deployments;
using Lle.Deploy.Reporting;

namespace Lle.Deploy;

/// <summary>How an operation that may change the target ended, and what it found.</summary>
public sealed class OperationResult
{
    private readonly DeploymentRecord record;

    private readonly string? kept;

    internal OperationResult(DeploymentRecord record, string? kept = null) => (this.record, this.kept) = (record, kept);

    /// <summary>What hooks are told of the installation as the operation left it, as environment variables: <c>LLE_DEPLOYED_NAME</c>,
    /// <c>_VERSION</c> (empty where nothing is installed any more), <c>_PREFIX</c> and <c>_ID</c> of the operation. None where it could not
    /// begin.</summary>
    public IReadOnlyDictionary<string, string> InstallationFacts { get; internal init; } = new Dictionary<string, string>();

    /// <summary>SUCCESS, DEGRADED, UNCHANGED, FAILED, ROLLED_BACK, ROLLED_BACK_UNVERIFIED or NEEDS_ATTENTION.</summary>
    public string Status => StatusNames.Name(record.Status);

    /// <summary>0 success, 1 warning, 2 error, 3 critical, 4 rolled back: the exit status of a front end.</summary>
    public int StatusCode => StatusNames.Code(record.Status);

    /// <summary>What was asked for is so: SUCCESS, UNCHANGED, or DEGRADED where that was allowed.</summary>
    public bool Succeeded => record.Status is DeploymentStatus.Success or DeploymentStatus.Unchanged or DeploymentStatus.Degraded;

    /// <summary>The operation's ID; empty where it could not begin or found nothing to do, and so left no log and no report.</summary>
    public string DeploymentId => record.DeploymentId;

    /// <summary>The version that the operation was about.</summary>
    public string Version => record.Version;

    /// <summary>The HTML report; null: none was written.</summary>
    public string? ReportPath => record.ReportPath;

    /// <summary>The machine-readable result on the target; null: none was written.</summary>
    public string? ResultPath => record.ResultPath;

    /// <summary>The facts that docs/targets.md lists, by name; null: not measured, or does not apply.</summary>
    public IReadOnlyDictionary<string, string?> Facts => ResultFacts.Of(record);

    /// <summary>The few lines a front end ends with: the outcome, and what was measured.</summary>
    public IReadOnlyList<string> Summary => [.. SummaryLines.Of(record)];

    /// <summary>All of it, by the published schema.</summary>
    public string ToJson() => kept ?? ResultJson.Serialize(record);

    /// <summary>What is to be shown on the page of the CI job that runs this, if any.</summary>
    /// <param name="environment">The variables the CI system sets.</param>
    public CiOutput ForContinuousIntegration(IReadOnlyDictionary<string, string> environment) =>
        ContinuousIntegration.Render(environment, record);
}
