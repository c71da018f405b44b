using Lle.Deploy.Options;

namespace Lle.Deploy.Host.CommandLine;

/// <summary>Which options an operation reads.</summary>
internal enum OptionScope
{
    /// <summary>Those that it names itself: it looks at no installation.</summary>
    Named,

    /// <summary>Where the installation lies.</summary>
    Target,

    /// <summary>All of them.</summary>
    All,
}

/// <summary>One operation of the command line: what help, man page, completions and parser know of it.</summary>
/// <param name="Name">As it is typed.</param>
/// <param name="Summary">One line, for the list of operations.</param>
/// <param name="Explanation">One paragraph, for its own page.</param>
internal sealed record Verb(string Name, string Summary, string Explanation, OptionScope Scope)
{
    /// <summary>What may stand behind the name without an option's name, in capitals; null: nothing.</summary>
    public string? Argument { get; init; }

    /// <summary>What the argument is.</summary>
    public string ArgumentText { get; init; } = "";

    public bool ArgumentRequired { get; init; }

    /// <summary>The words the argument may be; empty: a path.</summary>
    public IReadOnlyList<string> ArgumentValues { get; init; } = [];

    /// <summary>Switches of this operation alone, besides the options of the table.</summary>
    public IReadOnlyList<Switch> Switches { get; init; } = [];

    /// <summary>With <see cref="OptionScope.Named"/>.</summary>
    public IReadOnlyList<Option> Options { get; init; } = [];

    public IReadOnlyList<string> Examples { get; init; } = [];
}

/// <summary>A flag of the command line that is no option of a deployment.</summary>
/// <param name="Name">With its two dashes.</param>
internal sealed record Switch(string Name, string Text);
