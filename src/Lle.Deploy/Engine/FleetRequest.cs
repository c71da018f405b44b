namespace Lle.Deploy;

/// <summary>What a front end was asked to do on many machines, as text: the engine reads and checks it.</summary>
public sealed record FleetRequest
{
    /// <summary>Options by the names of docs/properties.md, those of roll-outs and those that every host is told.</summary>
    public required IReadOnlyDictionary<string, string> Options { get; init; }

    /// <summary>The <c>LleHost</c> items.</summary>
    public IReadOnlyList<EngineItem> Items { get; init; } = [];

    /// <summary>An absolute path: relative paths start here, and it tells one project's runs from another's.</summary>
    public required string BaseDirectory { get; init; }

    /// <summary>For a deployment and a plan.</summary>
    public string Bundle { get; init; } = "";

    /// <summary>Commands in the bundle may run on the hosts although its signature is not verified there: this machine made it.</summary>
    public bool AllowCommands { get; init; }

    /// <summary>The package Lle.Deploy.Host, or a folder that holds <c>linux-x64/lle</c>, <c>linux-arm64/lle</c> or both.</summary>
    public required string Programs { get; init; }

    /// <summary>The folder that holds <c>ansible_collections/lle/deploy</c>.</summary>
    public required string Collections { get; init; }

    /// <summary>Where a folder for each run is made.</summary>
    public required string WorkFolder { get; init; }

    /// <summary>The environment: programs, home directory, agent of ssh.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();
}
