namespace Lle.Deploy.Options;

/// <summary>One item of a build: what it includes, and its metadata.</summary>
internal sealed record ItemValues(string Include, IReadOnlyDictionary<string, string> Metadata)
{
    public string this[string name] => Metadata.TryGetValue(name, out var value) ? value : "";
}
