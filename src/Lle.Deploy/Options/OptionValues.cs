using System.Globalization;
using Lle.Deploy.Diagnostics;

namespace Lle.Deploy.Options;

/// <summary>Values as they were given, read as what <see cref="OptionTable"/> says they are; collects what is wrong with them.</summary>
/// <param name="given">By the option's name; an empty value counts as not given.</param>
internal sealed class OptionValues(IReadOnlyDictionary<string, string> given)
{
    public List<Diagnostic> Problems { get; } = [];

    /// <returns>The default of the type where reading fails; what was wrong is a problem.</returns>
    public T? Try<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (DeploymentException error)
        {
            Problems.AddRange(error.Diagnostics);
            return default;
        }
    }

    /// <summary>The value of a whole number; where it is none, a problem, and the default.</summary>
    public long Whole(Option option) =>
        long.TryParse(Text(option).Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            && IsWithin(option, value)
            ? value
            : Refuse(option, long.Parse(option.Default, CultureInfo.InvariantCulture));

    public double Number(Option option) =>
        double.TryParse(Text(option).Trim(), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture,
            out var value)
            && IsWithin(option, value)
            ? value
            : Refuse(option, double.Parse(option.Default, CultureInfo.InvariantCulture));

    public bool Flag(Option option) => bool.TryParse(Text(option).Trim(), out var value) ? value : Refuse(option, option.Default == "true");

    /// <summary>One of the option's words, in the spelling of the table.</summary>
    private string Choice(Option option) =>
        option.Choices.FirstOrDefault(word => word.Equals(Text(option).Trim(), StringComparison.OrdinalIgnoreCase))
            ?? Refuse(option, option.Default);

    /// <summary>One of the option's choices, which are the members of the enumeration in small letters.</summary>
    public T Choice<T>(Option option)
        where T : struct, Enum => Enum.Parse<T>(Choice(option), ignoreCase: true);

    public string[] List(Option option) => Text(option).Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    public bool IsGiven(Option option) => given.TryGetValue(option.Name, out var value) && value.Length > 0;

    /// <returns>null: not given, and there is no default.</returns>
    public string? Optional(Option option) => Text(option) is { Length: > 0 } text ? text : null;

    /// <summary>The value as text: what was given, else the default, in which the values of other options are filled in.</summary>
    public string Text(Option option) =>
        IsGiven(option)
            ? given[option.Name]
            : Filled(option.Default);

    /// <summary>"{LleName}" stands for the value of that option.</summary>
    private string Filled(string text)
    {
        var from = text.IndexOf('{', StringComparison.Ordinal);
        if (from < 0)
        {
            return text;
        }

        var to = text.IndexOf('}', from);
        return text[..from] + Text(OptionTable.Find(text[(from + 1)..to])!) + Filled(text[(to + 1)..]);
    }

    /// <summary>Says that a value is not what the option has to be.</summary>
    /// <returns>The fallback.</returns>
    public T Refuse<T>(Option option, T fallback, string? expected = null)
    {
        Problems.Add(DiagnosticCatalog.PropertyOutOfRange(
            option.Name, Text(option), expected ?? Expected(option) + Units.Hint(option, Text(option)), IsGiven(option)));
        return fallback;
    }

    private static bool IsWithin(Option option, double value) => value >= option.Minimum && value <= option.Maximum;

    private static string Expected(Option option) => option.Kind switch
    {
        OptionKind.Flag => "true or false",
        OptionKind.Choice => $"one of {string.Join(", ", option.Choices)}",
        OptionKind.Whole => $"a whole number{Units.Of(option)} {Limits(option)}",
        _ => $"a number{Units.Of(option)} {Limits(option)}",
    };

    private static string Limits(Option option) =>
        !double.IsInfinity(option.Maximum) ? $"from {option.Minimum:0} to {option.Maximum:0}"
        : option.Kind == OptionKind.Whole ? $"from {option.Minimum:0} to {long.MaxValue}"
        : $"of at least {option.Minimum:0}";
}
