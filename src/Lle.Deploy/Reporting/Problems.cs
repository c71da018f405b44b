using Lle.Deploy.Deployments;
using Lle.Deploy.Diagnostics;

namespace Lle.Deploy.Reporting;

/// <summary>Errors and warnings by weight: what failed the run first, then what is worth a look, then the rest, each in the order it was
/// found.</summary>
internal static class Problems
{
    public static IReadOnlyList<DiagnosticRecord> InOrder(DeploymentRecord record) =>
        [.. record.Diagnostics.OrderBy(each => each.Severity == Severity.Error ? 0 : each.IsProminent ? 1 : 2)];

    /// <summary>Why it failed: the first error; null: nothing did.</summary>
    public static DiagnosticRecord? Reason(DeploymentRecord record) => record.Diagnostics.Find(each => each.Severity == Severity.Error);
}
