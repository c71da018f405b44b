namespace Lle.Deploy.Installed;

/// <summary>DATA/deployment_state: which deployment is in force.</summary>
/// <param name="Status">ACTIVE; DEGRADED where a deployment was kept although it missed a mark; NEEDS_ATTENTION where its post-deployment
/// validation failed; FAILED where it was left in place (LleRollbackOnFailure=false).</param>
/// <param name="Environment">The install prefix.</param>
internal sealed record DeploymentState(string DeploymentId, string Version, string Date, string Status, string Environment)
{
    /// <summary>The deployment passed.</summary>
    public const string Active = "ACTIVE";

    /// <summary>It was kept although it missed a mark.</summary>
    public const string Degraded = "DEGRADED";

    /// <summary>It is in use, and its post-deployment validation failed.</summary>
    public const string NeedsAttention = "NEEDS_ATTENTION";

    /// <summary>It failed and was left in place.</summary>
    public const string Failed = "FAILED";

    private const string Title = "LLE Deployment State";

    public string ToText() => FieldFile.Write(
        Title,
        ("Current Deployment ID", DeploymentId),
        ("Current Version", Version),
        ("Last Deployment Date", Date),
        ("Status", Status),
        ("Environment", Environment));

    public static DeploymentState Parse(ReadOnlySpan<byte> bytes, string file)
    {
        var fields = FieldFile.Read(
            bytes, file, Title, "Current Deployment ID", "Current Version", "Last Deployment Date", "Status", "Environment");
        return new DeploymentState(
            fields["Current Deployment ID"], fields["Current Version"], fields["Last Deployment Date"], fields["Status"],
            fields["Environment"]);
    }
}
