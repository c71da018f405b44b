namespace Lle.Deploy.Host.CommandLine;

/// <summary>A command line that makes sense.</summary>
internal sealed record Arguments(Verb Verb)
{
    /// <summary>What follows the operation's name; null: nothing.</summary>
    public string? Argument { get; init; }

    /// <summary>By property name, as given.</summary>
    public IReadOnlyDictionary<string, string> Values { get; init; } = new Dictionary<string, string>();

    /// <summary>--placeholder NAME=VALUE.</summary>
    public IReadOnlyDictionary<string, string> Placeholders { get; init; } = new Dictionary<string, string>();

    public IReadOnlySet<string> Switches { get; init; } = new HashSet<string>();

    public bool Has(Switch wanted) => Switches.Contains(wanted.Name);
}
