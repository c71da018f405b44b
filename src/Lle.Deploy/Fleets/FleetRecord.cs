namespace Lle.Deploy.Fleets;

/// <summary>All that is known of one call of a roll-out.</summary>
internal sealed class FleetRecord
{
    public string Run { get; set; } = "";

    public FleetOperation Operation { get; set; }

    public DateTimeOffset Started { get; set; }

    public DateTimeOffset Finished { get; set; }

    /// <summary>In the order of the batches.</summary>
    public IReadOnlyList<HostAnswer> Hosts { get; set; } = [];

    /// <summary>LleFleetUndo=run: how the hosts that had been changed were rolled back.</summary>
    public IReadOnlyList<HostAnswer> Undone { get; set; } = [];

    /// <summary>After the first batch, for a person to look.</summary>
    public bool Paused { get; set; }

    /// <summary>Its environment was not deployed to at all.</summary>
    public bool IsRefused { get; set; }

    /// <summary>A host has failed.</summary>
    public bool Failed { get; set; }

    /// <summary>What comes after it is not begun.</summary>
    public bool Stops => Failed || IsRefused || Broken || Paused;

    /// <summary>Ansible did not come to its end.</summary>
    public bool Broken { get; set; }
}
