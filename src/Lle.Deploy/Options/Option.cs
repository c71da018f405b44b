using System.Text;

namespace Lle.Deploy.Options;

/// <summary>What a value has to be.</summary>
public enum OptionKind
{
    /// <summary>Any text.</summary>
    Text,

    /// <summary>true or false.</summary>
    Flag,

    /// <summary>A whole number within the option's limits.</summary>
    Whole,

    /// <summary>A number within the option's limits; a fraction is allowed.</summary>
    Number,

    /// <summary>One of the option's choices.</summary>
    Choice,

    /// <summary>An absolute directory of the target's layout.</summary>
    Directory,

    /// <summary>A path that starts at the project's directory, or where the program was started.</summary>
    Path,

    /// <summary>Paths separated by semicolons.</summary>
    Paths,

    /// <summary>A name of one directory entry.</summary>
    FileName,

    /// <summary>A user or group, by name or number.</summary>
    Account,
}

/// <summary>Where an option is documented.</summary>
public enum OptionGroup
{
    Where,
    What,
    Judged,
    Then,
    Fleet,
}

/// <summary>One option: a row of <see cref="OptionTable"/>.</summary>
/// <param name="Name">As a property of a build: "LleInstallPrefix".</param>
/// <param name="Kind">What the value has to be.</param>
/// <param name="Group">The section it is documented in.</param>
/// <param name="Default">Its value where none is given; "{LleName}" stands for another option's value. Empty: none.</param>
/// <param name="Text">What it is for, with its unit; Markdown.</param>
#pragma warning disable CA1716 // A keyword of Visual Basic only, and the word that people know.
public sealed record Option(string Name, OptionKind Kind, OptionGroup Group, string Default, string Text)
#pragma warning restore CA1716
{
    /// <summary>The environment variable that is asked when no value was given; null: none.</summary>
    public string? Variable { get; init; }

    /// <summary>The smallest value of a number.</summary>
    public double Minimum { get; init; }

    /// <summary>The largest value of a number; infinite: any.</summary>
    public double Maximum { get; init; } = double.PositiveInfinity;

    /// <summary>The words that are possible; the first is the default.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>What documents say where the default is not a plain value; null: the default itself.</summary>
    public string? DefaultText { get; init; }

    /// <summary>Whether it says where on the target things lie; such an option never comes from a bundle.</summary>
    public bool IsLayout { get; init; }

    /// <summary>Whether its value must not appear in logs, reports and process lists.</summary>
    public bool IsSecret { get; init; }

    /// <summary>The name as an option of a command line: "install-prefix".</summary>
    public string KebabName { get; } = Kebab(Name);

    private static string Kebab(string name)
    {
        var kebab = new StringBuilder();
        foreach (var c in name["Lle".Length..])
        {
            kebab.Append(char.IsUpper(c) && kebab.Length > 0 ? "-" : "").Append(char.ToLowerInvariant(c));
        }

        return kebab.ToString();
    }
}
