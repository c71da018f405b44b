using System.Globalization;
using Lle.Deploy.Diagnostics;

namespace Lle.Deploy.Options;

/// <summary>The property values of a build, as text; reads them as what they are to be, and collects what is wrong with them.</summary>
/// <param name="properties">By name; an empty value counts as not given.</param>
internal sealed class PropertyValues(IReadOnlyDictionary<string, string> properties)
{
    public List<Diagnostic> Problems { get; } = [];

    public int Whole(string property, int fallback, int minimum, int maximum)
    {
        var text = Text(property, $"{fallback}").Trim();
        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value >= minimum && value <= maximum)
        {
            return value;
        }

        Problems.Add(DiagnosticCatalog.PropertyOutOfRange(property, text, maximum == int.MaxValue ? $"a whole number of at least {minimum}" : $"a whole number from {minimum} to {maximum}"));
        return fallback;
    }

    public double Number(string property, double fallback, double minimum, double maximum)
    {
        var text = Text(property, fallback.ToString(CultureInfo.InvariantCulture)).Trim();
        if (double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) && value >= minimum && value <= maximum)
        {
            return value;
        }

        Problems.Add(DiagnosticCatalog.PropertyOutOfRange(property, text, $"a number from {minimum:0} to {maximum:0}"));
        return fallback;
    }

    public bool Flag(string property, bool fallback)
    {
        var text = Text(property, fallback ? "true" : "false").Trim();
        if (bool.TryParse(text, out var value))
        {
            return value;
        }

        Problems.Add(DiagnosticCatalog.PropertyOutOfRange(property, text, "true or false"));
        return fallback;
    }

    /// <summary>The first value is the default.</summary>
    public string OneOf(string property, params string[] values)
    {
        var text = Text(property, values[0]).Trim();
        if (values.FirstOrDefault(v => v.Equals(text, StringComparison.OrdinalIgnoreCase)) is { } value)
        {
            return value;
        }

        Problems.Add(DiagnosticCatalog.PropertyOutOfRange(property, text, $"one of {string.Join(", ", values)}"));
        return values[0];
    }

    public string[] List(string property) =>
        Text(property, "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    public string? Optional(string property) => Text(property, "") is { Length: > 0 } text ? text : null;

    public string Text(string property, string fallback) => properties.TryGetValue(property, out var value) && value.Length > 0 ? value : fallback;
}
