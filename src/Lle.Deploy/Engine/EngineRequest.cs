namespace Lle.Deploy;

/// <summary>What a front end was asked for, as text: the engine reads and checks it.</summary>
public sealed record EngineRequest
{
    /// <summary>Options by the names of docs/properties.md (<c>LleInstallPrefix</c> …). An empty value, or none, means the
    /// default.</summary>
    public required IReadOnlyDictionary<string, string> Options { get; init; }

    /// <summary>Items of all types, in the order they were given.</summary>
    public IReadOnlyList<EngineItem> Items { get; init; } = [];

    /// <summary>An absolute path: relative payload, package and key paths start here.</summary>
    public required string BaseDirectory { get; init; }

    /// <summary>The environment, for options that have a variable and are given nowhere else. Empty: it is not asked.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>The running lle, which <c>LleInstallHost</c> installs where <c>LleHostPackage</c> names no other; null: the front end is
    /// another program.</summary>
    public string? HostProgram { get; init; }

    /// <summary>Options that are given nowhere else are those that the installed program was deployed with.</summary>
    public bool UsesInstalledOptions { get; init; }

    /// <summary>A bundle may bring commands although no signature of it was verified.</summary>
    public bool AllowCommands { get; init; }
}
