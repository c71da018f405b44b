using Lle.Deploy.Services;

namespace Lle.Deploy.Reporting;

/// <summary>A service, and whether its processes are what is deployed.</summary>
internal sealed class ServiceStatus
{
    public string Name { get; set; } = "";

    /// <summary>systemd, runit or command.</summary>
    public string Manager { get; set; } = "";

    public string Unit { get; set; } = "";

    /// <summary>As its manager says.</summary>
    public string State { get; set; } = "";

    /// <summary>deployed, older, cannot tell or nothing.</summary>
    public string Runs { get; set; } = "";

    /// <summary>What it runs that is older; null: nothing.</summary>
    public string? Older { get; set; }

    public static ServiceStatus Of(
        Service service, ServiceState state, IdentityFinding finding, DateTimeOffset? started, DateTimeOffset? changed)
    {
        // An interpreter shows none of our files; then the times must do.
        var isEarlier = finding.Verdict == IdentityVerdict.CannotTell && started < changed - TimeSpan.FromSeconds(1);
        return new ServiceStatus
        {
            Name = service.Name,
            Manager = service.ManagerName,
            Unit = service.Unit,
            State = state.Word,
            Runs = finding.Verdict switch
            {
                IdentityVerdict.Current => "deployed",
                IdentityVerdict.Stale => "older",
                IdentityVerdict.NoProcess => "nothing",
                _ => "cannot tell",
            },
            Older = finding.Verdict == IdentityVerdict.Stale ? $"process {finding.Process} runs {finding.File}"
                : isEarlier ? $"process {state.MainProcess} was started before the program was installed" : null,
        };
    }

    /// <summary>For people.</summary>
    public string Line => $"{Name} ({Manager}): {State}" + Runs switch
    {
        "deployed" => ", runs what is deployed",
        "older" => $", runs an older program: {Older}",
        "cannot tell" => $", cannot tell what it runs{(Older is null ? "" : $": {Older}")}",
        _ => "",
    };
}
