namespace Lle.Deploy.Fleets;

/// <summary>How a roll-out goes, as the project says it.</summary>
internal sealed record FleetSettings
{
    public required IReadOnlyList<FleetHost> Hosts { get; init; }

    /// <summary>Theirs; null: the hosts are the items.</summary>
    public string? Inventory { get; init; }

    public string Pattern { get; init; } = "all";

    /// <summary>Numbers, percentages and groups.</summary>
    public IReadOnlyList<string> Batches { get; init; } = [];

    /// <summary>A number or a percentage.</summary>
    public string MaxFailures { get; init; } = "0";

    public OfflineRule Offline { get; init; }

    public UndoRule Undo { get; init; }

    public int ConfirmSeconds { get; init; }

    /// <summary>null: it is made of what is deployed.</summary>
    public string? Run { get; init; }

    public required string Rollout { get; init; }

    /// <summary>Environments that must have the bundle already, by name.</summary>
    public IReadOnlyList<string> RequiresFrom { get; init; } = [];

    public int PatienceSeconds { get; init; }

    public bool Pauses { get; init; }

    public string? AnsiblePlaybook { get; init; }

    public string? SshConfig { get; init; }

    public string? KnownHosts { get; init; }

    /// <summary>What every host is told besides the bundle.</summary>
    public IReadOnlyDictionary<string, string> HostOptions { get; init; } = new Dictionary<string, string>();
}
