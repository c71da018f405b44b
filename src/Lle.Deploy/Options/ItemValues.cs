namespace Lle.Deploy.Options;

/// <summary>One item: its type (a name of <see cref="ItemTable"/>), what it is called, and its metadata.</summary>
internal sealed record ItemValues(string Type, string Include, IReadOnlyDictionary<string, string> Metadata)
{
    public string this[string name] => Metadata.TryGetValue(name, out var value) ? value : "";
}
