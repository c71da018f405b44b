namespace Lle.Deploy.Options;

/// <summary>Finds the name that somebody who made a typing error probably meant.</summary>
public static class NearestName
{
    /// <summary>So many edits are a typing error and no name of one's own.</summary>
    public const int TypingError = 2;

    /// <returns>The known name that is closest; null: none resembles it.</returns>
    public static string? Of(string name, IEnumerable<string> known)
    {
        var best = known.Select(each => (Name: each, Distance: Distance(name, each))).OrderBy(each => each.Distance).FirstOrDefault();
        if (best.Name is null)
        {
            return null;
        }

        return best.Distance <= Math.Max(TypingError, name.Length / 4) ? best.Name : Containing(name, known);
    }

    /// <returns>The known name that is at most two edits away; null: there is none.</returns>
    public static string? Within(string name, IEnumerable<string> known) =>
        known.Where(each => Distance(name, each) <= TypingError).MinBy(each => Distance(name, each));

    /// <summary>The shortest that has all words of the name, or their beginnings: "LlePrefix" is "LleInstallPrefix", "LleDataDirectory"
    /// is "LleDataDir".</summary>
    private static string? Containing(string name, IEnumerable<string> known)
    {
        var words = Words(name);
        return words.Length < 2 ? null : known.Where(each => HasAll(Words(each), words)).MinBy(each => each.Length);
    }

    private static bool HasAll(string[] known, string[] words) => words.All(word => known.Any(each => each == word
        || (each.Length > 2 && word.StartsWith(each, StringComparison.Ordinal))
        || (word.Length > 2 && each.StartsWith(word, StringComparison.Ordinal))));

    private static string[] Words(string name) =>
        [.. string.Concat(name.Select(c => char.IsUpper(c) ? $" {char.ToLowerInvariant(c)}" : $"{c}"))
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)];

    /// <summary>Insertions, deletions, replacements and exchanges of neighbours, without regard to case.</summary>
    public static int Distance(string left, string right)
    {
        var (a, b) = (left.ToUpperInvariant(), right.ToUpperInvariant());
        var table = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            for (var j = 0; j <= b.Length; j++)
            {
                table[i, j] = i == 0 || j == 0 ? i + j : Step(table, a, b, i, j);
            }
        }

        return table[a.Length, b.Length];
    }

    private static int Step(int[,] table, string a, string b, int i, int j)
    {
        var replaced = table[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
        var best = Math.Min(replaced, Math.Min(table[i - 1, j], table[i, j - 1]) + 1);
        var exchanged = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
        return exchanged ? Math.Min(best, table[i - 2, j - 2] + 1) : best;
    }
}
