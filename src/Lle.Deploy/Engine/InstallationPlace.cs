namespace Lle.Deploy;

/// <summary>An installation that was found on this machine.</summary>
/// <param name="Name">LleName.</param>
/// <param name="Prefix">Absolute.</param>
/// <param name="Options">The options that lead to it, by name.</param>
public sealed record InstallationPlace(string Name, string Prefix, IReadOnlyDictionary<string, string> Options);
