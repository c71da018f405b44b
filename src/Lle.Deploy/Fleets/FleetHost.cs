namespace Lle.Deploy.Fleets;

/// <summary>One host of a fleet, as the project names it.</summary>
/// <param name="Name">As in messages, reports and the inventory.</param>
/// <param name="IsItem">An LleHost item speaks of it: errors point there.</param>
internal sealed record FleetHost(string Name, bool IsItem)
{
    /// <summary>null: the name, or what the inventory or ssh_config say.</summary>
    public string? Address { get; init; }

    public string? Port { get; init; }

    public string? User { get; init; }

    public string? Group { get; init; }

    /// <summary>Root by sudo, without a password.</summary>
    public bool Become { get; init; }

    /// <summary>Options that are this host's own, by name.</summary>
    public IReadOnlyDictionary<string, string> Options { get; init; } = new Dictionary<string, string>();
}
