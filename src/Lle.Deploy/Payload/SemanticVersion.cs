using System.Globalization;
using Lle.Deploy.Diagnostics;

namespace Lle.Deploy.Payload;

/// <summary>
/// A version: one to four numbers without leading zeros (1, 1.2, 1.2.3, 1.2.3.4; what is missing counts as 0), then labels behind a dash
/// (1.2.0-beta.1) that make it older than the version itself, then build data behind a plus that orders nothing. No "v" in front.
/// Ordered as Semantic Versioning 2.0 orders, with the fourth number after the third.
/// </summary>
internal sealed record SemanticVersion : IComparable<SemanticVersion>
{
    private const int MaximumLength = 100;
    private readonly int[] numbers;
    private readonly string[] labels;

    private SemanticVersion(string text, int[] numbers, string[] labels)
    {
        Text = text;
        this.numbers = numbers;
        this.labels = labels;
    }

    /// <summary>The text as it was given.</summary>
    public string Text { get; }

    public static SemanticVersion Parse(string text, string property) =>
        TryParse(text) ?? throw new DeploymentException(DiagnosticCatalog.VersionMalformed(property, text));

    public static SemanticVersion? TryParse(string text)
    {
        if (text.Length is 0 or > MaximumLength)
        {
            return null;
        }

        var plus = text.IndexOf('+', StringComparison.Ordinal);
        var ordering = plus < 0 ? text : text[..plus];
        var dash = ordering.IndexOf('-', StringComparison.Ordinal);
        var numbers = ParseNumbers(dash < 0 ? ordering : ordering[..dash]);
        string[] labels = dash < 0 ? [] : ordering[(dash + 1)..].Split('.');
        string[] build = plus < 0 ? [] : text[(plus + 1)..].Split('.');
        return numbers is not null && labels.All(IsLabel) && build.All(IsIdentifier) ? new SemanticVersion(text, numbers, labels) : null;
    }

    public int CompareTo(SemanticVersion? other)
    {
        if (other is null)
        {
            return 1;
        }

        for (var i = 0; i < numbers.Length; i++)
        {
            if (numbers[i] != other.numbers[i])
            {
                return numbers[i].CompareTo(other.numbers[i]);
            }
        }

        return CompareLabels(labels, other.labels);
    }

    public bool Equals(SemanticVersion? other) => CompareTo(other) == 0;

    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var number in numbers)
        {
            hash.Add(number);
        }

        foreach (var label in labels)
        {
            hash.Add(label, StringComparer.Ordinal);
        }

        return hash.ToHashCode();
    }

    public override string ToString() => Text;

    private static int CompareLabels(string[] mine, string[] others)
    {
        if (mine.Length == 0 || others.Length == 0)
        {
            return others.Length.CompareTo(mine.Length);
        }

        for (var i = 0; i < mine.Length && i < others.Length; i++)
        {
            if (CompareLabel(mine[i], others[i]) is var order and not 0)
            {
                return order;
            }
        }

        return mine.Length.CompareTo(others.Length);
    }

    /// <summary>Numbers by value and before words; words by their characters.</summary>
    private static int CompareLabel(string mine, string other) => (IsDigits(mine), IsDigits(other)) switch
    {
        (true, true) => mine.Length != other.Length ? mine.Length.CompareTo(other.Length) : string.CompareOrdinal(mine, other),
        (true, false) => -1,
        (false, true) => 1,
        _ => string.CompareOrdinal(mine, other),
    };

    private static int[]? ParseNumbers(string text)
    {
        var parts = text.Split('.');
        var numbers = new int[4];
        if (parts.Length > 4)
        {
            return null;
        }

        for (var i = 0; i < parts.Length; i++)
        {
            if (!IsNumber(parts[i]) || !int.TryParse(parts[i], NumberStyles.None, CultureInfo.InvariantCulture, out numbers[i]))
            {
                return null;
            }
        }

        return numbers;
    }

    private static bool IsLabel(string text) => IsDigits(text) ? IsNumber(text) : IsIdentifier(text);

    private static bool IsNumber(string text) => IsDigits(text) && (text.Length == 1 || text[0] != '0');

    private static bool IsDigits(string text) => text.Length > 0 && text.All(char.IsAsciiDigit);

    private static bool IsIdentifier(string text) =>
        text.Length > 0 && text.All(character => char.IsAsciiLetterOrDigit(character) || character == '-');
}
