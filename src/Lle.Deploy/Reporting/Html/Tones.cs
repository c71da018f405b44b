using Lle.Deploy.Deployments;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Measurements;
using Lle.Deploy.Probes;

namespace Lle.Deploy.Reporting.Html;

internal static class Tones
{
    /// <summary>A clear regression is never a clean success.</summary>
    public static Tone Of(DeploymentRecord record) =>
        record.Status == DeploymentStatus.Success && StatusText.Regression(record) is not null ? Tone.Warn : Of(record.Status);

    public static Tone Of(DeploymentStatus status) => status switch
    {
        DeploymentStatus.Success or DeploymentStatus.Unchanged => Tone.Good,
        DeploymentStatus.Degraded or DeploymentStatus.InProgress or DeploymentStatus.RolledBack => Tone.Warn,
        _ => Tone.Bad,
    };

    public static Tone Of(PhaseOutcome outcome) => outcome switch
    {
        PhaseOutcome.Passed => Tone.Good,
        PhaseOutcome.Degraded => Tone.Warn,
        PhaseOutcome.Failed => Tone.Bad,
        _ => Tone.Quiet,
    };

    public static Tone Of(ProbeOutcome outcome) => outcome switch
    {
        ProbeOutcome.Passed => Tone.Good,
        ProbeOutcome.Warning => Tone.Warn,
        _ => Tone.Bad,
    };

    public static Tone Of(BudgetOutcome? outcome) => outcome switch
    {
        BudgetOutcome.Met => Tone.Good,
        BudgetOutcome.WithinTolerance => Tone.Warn,
        BudgetOutcome.Missed => Tone.Bad,
        _ => Tone.Quiet,
    };

    public static Tone Of(ComparisonVerdict verdict) => verdict switch
    {
        ComparisonVerdict.Faster => Tone.Good,
        ComparisonVerdict.Slower => Tone.Warn,
        _ => Tone.Quiet,
    };

    public static Tone Of(Severity severity) => severity == Severity.Error ? Tone.Bad : Tone.Warn;
}
