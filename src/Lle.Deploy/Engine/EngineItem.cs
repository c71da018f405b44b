namespace Lle.Deploy;

/// <summary>One item that a front end was given, for instance a probe.</summary>
/// <param name="Type">The item's type as docs/properties.md names it: <c>LleProbe</c>, <c>LleConfigRule</c>, <c>LlePlaceholder</c>.</param>
/// <param name="Include">The item's name.</param>
/// <param name="Metadata">By name, whatever its case. Metadata of an unknown name is an error (LLE1011).</param>
public sealed record EngineItem(string Type, string Include, IReadOnlyDictionary<string, string> Metadata);
