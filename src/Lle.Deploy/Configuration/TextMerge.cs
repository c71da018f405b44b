using Lle.Deploy.Diagnostics;

namespace Lle.Deploy.Configuration;

/// <summary>A merged text file.</summary>
/// <param name="SavedDefault">What is to be saved beside as NAME.new; null where there is no need.</param>
internal sealed record MergedText(string Text, string? SavedDefault, IReadOnlyList<Diagnostic> Warnings);

/// <summary>
/// Brings together an installed text file and its new default, line by line, against the default that was deployed last. Where both
/// changed the same lines, the installed file stays whole: half of one and half of the other is a file that nobody has ever seen.
/// </summary>
internal static class TextMerge
{
    /// <param name="lastDefault">null where that is not known.</param>
    /// <param name="local">null where nothing is installed.</param>
    /// <param name="path">The installed file, for messages.</param>
    public static MergedText Merge(string? lastDefault, string? local, string newDefault, MergePolicy policy, string path)
    {
        if (local is null || local == newDefault || (local == lastDefault && policy != MergePolicy.Keep))
        {
            return new MergedText(newDefault, null, []);
        }

        if (policy == MergePolicy.Replace)
        {
            return new MergedText(newDefault, null, [DiagnosticCatalog.TextReplaced(path)]);
        }

        if (policy == MergePolicy.Keep || newDefault == lastDefault)
        {
            return new MergedText(local, policy == MergePolicy.Keep ? newDefault : null, []);
        }

        if (lastDefault is null)
        {
            return new MergedText(local, newDefault, [DiagnosticCatalog.MergeWithoutBase(path)]);
        }

        var (merged, conflict) = LinesMerged(lastDefault.Split('\n'), local.Split('\n'), newDefault.Split('\n'));
        return merged is not null ? new MergedText(string.Join('\n', merged), null, [])
            : new MergedText(local, newDefault, [DiagnosticCatalog.TextConflict(path, conflict, path + ".new")]);
    }

    /// <returns>The merged lines; or null, and the line of the installed file that both sides changed.</returns>
    private static (List<string>? Lines, int Conflict) LinesMerged(string[] last, string[] local, string[] offered)
    {
        var (here, there) = (Hunks(last, local), Hunks(last, offered));
        var merged = new List<string>();
        var (at, i, j, shift) = (0, 0, 0, 0);
        while (i < here.Count || j < there.Count)
        {
            var mine = i < here.Count ? here[i] : null;
            var theirs = j < there.Count ? there[j] : null;
            if (mine is not null && theirs is not null && Touch(mine, theirs) && !mine.Is(theirs))
            {
                return (null, mine.Start + shift + 1);
            }

            var both = mine is not null && theirs is not null && mine.Is(theirs);
            var next = theirs is null || (mine is not null && mine.Start <= theirs.Start) ? mine! : theirs;
            merged.AddRange(last[at..next.Start]);
            merged.AddRange(next.Lines);
            at = next.End;
            shift += next == mine ? next.Lines.Count - (next.End - next.Start) : 0;
            i += next == mine ? 1 : 0;
            j += next == theirs || both ? 1 : 0;
        }

        merged.AddRange(last[at..]);
        return (merged, 0);
    }

    /// <summary>Neighbouring changes count as one: which of them comes first would be a guess.</summary>
    private static bool Touch(Hunk one, Hunk other) => one.Start <= other.End && other.Start <= one.End;

    private static List<Hunk> Hunks(string[] before, string[] after)
    {
        var hunks = new List<Hunk>();
        var at = 0;
        Hunk? open = null;
        foreach (var edit in LineEdits.Between(before, after))
        {
            if (edit.Kind == ' ')
            {
                open = null;
                at++;
                continue;
            }

            if (open is null)
            {
                hunks.Add(open = new Hunk(at));
            }

            if (edit.Kind == '-')
            {
                open.End = ++at;
            }
            else
            {
                open.Lines.Add(edit.Line);
            }
        }

        return hunks;
    }

    /// <summary>Lines of the last default, from Start up to and without End, and what one side has in their place.</summary>
    private sealed class Hunk(int start)
    {
        public int Start { get; } = start;

        public int End { get; set; } = start;

        public List<string> Lines { get; } = [];

        public bool Is(Hunk other) => Start == other.Start && End == other.End && Lines.SequenceEqual(other.Lines);
    }
}
