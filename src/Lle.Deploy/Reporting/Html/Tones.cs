using Lle.Deploy.Deployments;

namespace Lle.Deploy.Reporting.Html;

internal static class Tones
{
    public static Tone Of(DeploymentStatus status) => status switch
    {
        DeploymentStatus.Success or DeploymentStatus.Unchanged => Tone.Good,
        DeploymentStatus.Degraded or DeploymentStatus.InProgress or DeploymentStatus.RolledBack => Tone.Warn,
        _ => Tone.Bad,
    };

    public static Tone Of(string outcome) => outcome switch
    {
        "passed" or "met" or "faster" => Tone.Good,
        "degraded" or "warning" or "within tolerance" => Tone.Warn,
        "failed" or "missed" or "error" => Tone.Bad,
        _ => Tone.Quiet,
    };
}
