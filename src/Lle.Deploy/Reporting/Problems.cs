using Lle.Deploy.Deployments;
using Lle.Deploy.Diagnostics;

namespace Lle.Deploy.Reporting;

/// <summary>Errors and warnings by weight: what failed the run first, then what is worth a look, then the rest, each in the order it was
/// found.</summary>
internal static class Problems
{
    public static IReadOnlyList<DiagnosticRecord> InOrder(DeploymentRecord record) =>
        [.. record.Diagnostics.OrderBy(each => each.Severity == Severity.Error ? 0 : each.IsProminent ? 1 : 2)];

    /// <summary>Why it is not well: the first error; of a deployment that was kept below target the first mark that it missed; null: it
    /// is.</summary>
    public static DiagnosticRecord? Reason(DeploymentRecord record) => record.Diagnostics.Find(each => each.Severity == Severity.Error)
        ?? (record.Status == DeploymentStatus.Degraded ? record.Diagnostics.Find(each => each.IsProminent) : null);
}
