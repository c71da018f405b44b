using Lle.Deploy.Reporting;

namespace Lle.Deploy;

/// <summary>What an operation would change now.</summary>
public sealed class PlanResult
{
    private readonly PlanRecord plan;

    internal PlanResult(PlanRecord plan, bool succeeded) => (this.plan, Succeeded) = (plan, succeeded);

    /// <summary>The plan could be made. Where it could not, an error has been told.</summary>
    public bool Succeeded { get; }

    /// <summary>A line a path, also for those that are kept.</summary>
    public IReadOnlyList<PlannedPath> Paths =>
        [.. plan.Files.Select(file => new PlannedPath(file.Path, PlanText.Name(file.Action), file.Reason))];

    /// <summary>Something would be created, replaced or removed, or done to a service.</summary>
    public bool ChangesAnything => !plan.ChangesNothing;

    /// <summary>Of everything the plan looked at (payload, options, installed files): given as <c>LlePlanHash</c>, an operation refuses
    /// when anything of it has changed.</summary>
    public string Hash => plan.Hash;

    /// <summary>As text for people, with a diff of the configuration.</summary>
    public IReadOnlyList<string> Summary => [.. SummaryLines.Of(plan)];

    /// <summary>All of it: what <c>LlePlanFile</c> holds.</summary>
    public string ToJson() => PlanText.Json(plan);
}

/// <summary>What would happen to one path.</summary>
/// <param name="Path">Absolute.</param>
/// <param name="Action">create, replace, keep or remove.</param>
/// <param name="Reason">Of a replacement: content, mode, owner, attributes, type; else empty.</param>
public sealed record PlannedPath(string Path, string Action, string Reason);
