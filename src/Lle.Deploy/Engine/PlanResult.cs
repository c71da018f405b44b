using Lle.Deploy.Reporting;

namespace Lle.Deploy;

/// <summary>What an operation would change now.</summary>
public sealed class PlanResult
{
    private readonly PlanRecord plan;

    internal PlanResult(PlanRecord plan, bool succeeded) => (this.plan, Succeeded) = (plan, succeeded);

    /// <summary>The plan could be made. Where it could not, an error has been told.</summary>
    public bool Succeeded { get; }

    /// <summary>A line a path.</summary>
    public IReadOnlyList<PlannedPath> Paths => [.. plan.Files.Select(file => new PlannedPath(file.Path, file.Action))];

    /// <summary>As text for people, with a diff of the configuration.</summary>
    public IReadOnlyList<string> Summary => [.. SummaryLines.Of(plan)];
}

/// <summary>What would happen to one path.</summary>
/// <param name="Path">Absolute.</param>
/// <param name="Action">create, replace, keep or remove.</param>
public sealed record PlannedPath(string Path, string Action);
