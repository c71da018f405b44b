namespace Lle.Deploy.Fleets;

/// <summary>What a front end asks of a fleet, and where its files are.</summary>
internal sealed record FleetAsk
{
    public required FleetOperation Operation { get; init; }

    public required FleetSettings Settings { get; init; }

    /// <summary>Names this run, on every host.</summary>
    public required string Run { get; init; }

    /// <summary>Of the hosts that are asked; empty: the project has none.</summary>
    public string Environment { get; init; } = "";

    /// <summary>null: the operation needs none.</summary>
    public string? Bundle { get; init; }

    /// <summary>SHA-256 of its checksum list.</summary>
    public string BundleList { get; init; } = "";

    /// <summary>Name and version, for people.</summary>
    public string BundleName { get; init; } = "";

    /// <summary>What hosts say is judged as evidence, and is no error of its own.</summary>
    public bool IsEvidence { get; init; }

    /// <summary>Of the bundle: the machines that make the bundle trust the commands in it.</summary>
    public bool AllowCommands { get; init; }

    /// <summary>lle, by what uname -m says.</summary>
    public required IReadOnlyDictionary<string, string> Programs { get; init; }

    /// <summary>For the files of this run.</summary>
    public required string Folder { get; init; }
}
