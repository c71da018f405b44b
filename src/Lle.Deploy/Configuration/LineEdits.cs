namespace Lle.Deploy.Configuration;

/// <param name="Kind">' ' both have it, '-' only the old, '+' only the new.</param>
internal readonly record struct LineEdit(char Kind, string Line);

/// <summary>The shortest way from one list of lines to another (Myers), within bounds: very different texts are shown as wholly
/// replaced.</summary>
internal static class LineEdits
{
    private const int MaximumDifferences = 1000;

    public static List<LineEdit> Between(IReadOnlyList<string> before, IReadOnlyList<string> after)
    {
        var head = 0;
        while (head < before.Count && head < after.Count && before[head] == after[head])
        {
            head++;
        }

        var tail = 0;
        while (tail < before.Count - head && tail < after.Count - head && before[^(tail + 1)] == after[^(tail + 1)])
        {
            tail++;
        }

        var oldMiddle = before.Skip(head).Take(before.Count - head - tail).ToList();
        var newMiddle = after.Skip(head).Take(after.Count - head - tail).ToList();
        var edits = before.Take(head).Select(line => new LineEdit(' ', line)).ToList();
        edits.AddRange(Shortest(oldMiddle, newMiddle) ?? Replaced(oldMiddle, newMiddle));
        edits.AddRange(before.Skip(before.Count - tail).Select(line => new LineEdit(' ', line)));
        return edits;
    }

    private static IEnumerable<LineEdit> Replaced(List<string> before, List<string> after) =>
        [.. before.Select(line => new LineEdit('-', line)), .. after.Select(line => new LineEdit('+', line))];

    private static List<LineEdit>? Shortest(List<string> before, List<string> after)
    {
        var limit = Math.Min(before.Count + after.Count, MaximumDifferences);
        var furthest = new int[(2 * limit) + 2];
        var trace = new List<int[]>();
        for (var differences = 0; differences <= limit; differences++)
        {
            // Only the diagonals reached so far are remembered.
            trace.Add(furthest[(limit - differences)..(limit + differences + 2)]);
            for (var diagonal = -differences; diagonal <= differences; diagonal += 2)
            {
                var down = diagonal == -differences
                    || (diagonal != differences && furthest[limit + diagonal - 1] < furthest[limit + diagonal + 1]);
                var x = down ? furthest[limit + diagonal + 1] : furthest[limit + diagonal - 1] + 1;
                while (x < before.Count && x - diagonal < after.Count && before[x] == after[x - diagonal])
                {
                    x++;
                }

                furthest[limit + diagonal] = x;
                if (x >= before.Count && x - diagonal >= after.Count)
                {
                    return WalkBack(trace, before, after);
                }
            }
        }

        return null;
    }

    private static List<LineEdit> WalkBack(List<int[]> trace, List<string> before, List<string> after)
    {
        var edits = new List<LineEdit>();
        var (x, y) = (before.Count, after.Count);
        for (var differences = trace.Count - 1; differences >= 0; differences--)
        {
            var reached = trace[differences];
            var diagonal = x - y;
            var down = diagonal == -differences
                || (diagonal != differences && reached[differences + diagonal - 1] < reached[differences + diagonal + 1]);
            var previous = down ? diagonal + 1 : diagonal - 1;
            var fromX = differences == 0 ? 0 : reached[differences + previous];
            var fromY = differences == 0 ? 0 : fromX - previous;
            while (x > fromX && y > fromY)
            {
                edits.Add(new LineEdit(' ', before[--x]));
                y--;
            }

            if (differences > 0)
            {
                edits.Add(down ? new LineEdit('+', after[--y]) : new LineEdit('-', before[--x]));
            }
        }

        edits.Reverse();
        return edits;
    }
}
