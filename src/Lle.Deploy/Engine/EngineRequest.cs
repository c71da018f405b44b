namespace Lle.Deploy;

/// <summary>What a front end was asked for, as text: the engine reads and checks it.</summary>
public sealed record EngineRequest
{
    /// <summary>Options by the names of docs/properties.md (<c>LleInstallPrefix</c> …). An empty value, or none, means the default.</summary>
    public required IReadOnlyDictionary<string, string> Options { get; init; }

    /// <summary>Items of all types, in the order they were given.</summary>
    public IReadOnlyList<EngineItem> Items { get; init; } = [];

    /// <summary>An absolute path: relative payload, package and key paths start here.</summary>
    public required string BaseDirectory { get; init; }
}
