namespace Lle.Deploy.Payload.Signatures;

/// <summary>Lists of patterns as OpenSSH matches them (ssh_config(5), PATTERNS): * and ? only, a leading ! refuses.</summary>
internal static class SshPatterns
{
    /// <summary>OpenSSH's buffer for one pattern; a longer one matches nothing, and neither does its whole list.</summary>
    private const int MaximumPattern = 1022;

    /// <summary>Whether a pattern of the list matches and no negated one does.</summary>
    public static bool ListMatches(string list, string text)
    {
        var matched = false;
        foreach (var entry in Entries(list))
        {
            var negated = entry.StartsWith('!');
            var pattern = negated ? entry[1..] : entry;
            if (pattern.Length > MaximumPattern)
            {
                return false;
            }

            if (Matches(pattern, text))
            {
                if (negated)
                {
                    return false;
                }

                matched = true;
            }
        }

        return matched;
    }

    /// <summary>Whether the list names anybody at all: one of its patterns, taken as a name, is matched by the list.</summary>
    public static bool NamesAnyone(string list) =>
        Entries(list).Any(entry => entry.Length > 0 && !entry.StartsWith('!') && ListMatches(list, entry));

    /// <summary>A comma that ends the list begins no further entry, so that "" holds none.</summary>
    private static string[] Entries(string list) => list.Length == 0 ? [] : (list.EndsWith(',') ? list[..^1] : list).Split(',');

    /// <summary>Greedy with one point of return, so that no pattern takes long.</summary>
    private static bool Matches(string pattern, string text)
    {
        int p = 0, t = 0, star = -1, resume = 0;
        while (t < text.Length)
        {
            if (p < pattern.Length && pattern[p] == '*')
            {
                star = p++;
                resume = t;
            }
            else if (p < pattern.Length && (pattern[p] == '?' || pattern[p] == text[t]))
            {
                p++;
                t++;
            }
            else if (star >= 0)
            {
                p = star + 1;
                t = ++resume;
            }
            else
            {
                return false;
            }
        }

        return pattern.AsSpan(p).IndexOfAnyExcept('*') < 0;
    }
}
