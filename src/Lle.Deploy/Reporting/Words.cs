using Lle.Deploy.Deployments;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Measurements;
using Lle.Deploy.Probes;

namespace Lle.Deploy.Reporting;

/// <summary>The published word of each decision: in results, reports and logs. Nothing compares them; decisions are made on the
/// enums.</summary>
internal static class Words
{
    public static string Of(PhaseOutcome outcome) => outcome switch
    {
        PhaseOutcome.Passed => "passed",
        PhaseOutcome.Degraded => "degraded",
        PhaseOutcome.Failed => "failed",
        _ => "not finished",
    };

    public static string Of(ProbeOutcome outcome) => outcome switch
    {
        ProbeOutcome.Passed => "passed",
        ProbeOutcome.Warning => "warning",
        _ => "failed",
    };

    public static string Of(ChangeKind change) => change switch
    {
        ChangeKind.Created => "created",
        ChangeKind.Replaced => "replaced",
        ChangeKind.Removed => "removed",
        _ => "unchanged",
    };

    public static string Of(ResponseMode mode) => mode == ResponseMode.Terminal ? "terminal" : "pipe";

    public static string Of(BudgetOutcome outcome) => outcome switch
    {
        BudgetOutcome.Met => "met",
        BudgetOutcome.WithinTolerance => "within tolerance",
        _ => "missed",
    };

    /// <summary>Empty where nothing was judged.</summary>
    public static string Of(BudgetOutcome? outcome) => outcome is { } judged ? Of(judged) : "";

    public static string Of(ComparisonVerdict verdict) => verdict switch
    {
        ComparisonVerdict.Faster => "faster",
        ComparisonVerdict.Slower => "slower",
        _ => "no difference",
    };

    public static string Of(Severity severity) => severity == Severity.Error ? "error" : "warning";

    public static string Of(AttentionCause cause) => cause switch
    {
        AttentionCause.ForeignChange => "foreign change",
        AttentionCause.ValidationFailed => "validation failed",
        AttentionCause.AfterCommit => "failed after the commit",
        _ => "",
    };

    /// <summary>How a deployment ended that was not kept.</summary>
    public static string OfFailure(DeploymentStatus status) => status switch
    {
        DeploymentStatus.RolledBack => "rolled back",
        DeploymentStatus.RolledBackUnverified => "rolled back, not verified",
        _ => "failed",
    };

    public static string Of(UndoAction action) => action == UndoAction.Restored ? "restored" : "rolled back";

    public static string Of(UndoRecord undo)
    {
        var done = Of(undo.Action);
        return undo.Outcome switch
        {
            UndoOutcome.Verified => $"{done}, verified",
            UndoOutcome.NothingBefore => $"{done}: nothing was installed before",
            UndoOutcome.OperationUndone => "the operation was undone: the state before it has been restored",
            _ => $"{done}, NOT verified: {undo.Problem}",
        };
    }
}
