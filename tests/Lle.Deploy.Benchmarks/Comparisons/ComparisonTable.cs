using System.Globalization;
using System.Text;
using Lle.Deploy.Measurements;

namespace Lle.Deploy.Benchmarks.Comparisons;

/// <summary>One line of the table: what was done, beside what does the same, and how near the ratio is to its aim.</summary>
/// <param name="Work">"first backup".</param>
/// <param name="Against">"`cp -a` and `sync -f`"; empty: nothing does the same, and the aim is in <paramref name="Unit"/>.</param>
/// <param name="Aim">The ratio, or the figure, that is wanted at most.</param>
internal sealed record ComparisonRow(string Work, string Against, double Aim, string Unit = "ms")
{
    private readonly List<double> references = [];
    private readonly List<double> ours = [];

    public void Add((Taken Reference, Taken Ours) pair)
    {
        references.Add(pair.Reference.Milliseconds);
        ours.Add(pair.Ours.Milliseconds);
    }

    public void Add(double figure) => ours.Add(figure);

    public string Line()
    {
        if (ours.Count == 0)
        {
            return $"| {Work} | {Against} | not on this machine | | {Number(Aim)} | |";
        }

        var own = Statistics.Of(ours);
        if (references.Count == 0)
        {
            return $"| {Work} | - | | {own.Median:0} {Unit} [{own.MedianLower:0}, {own.MedianUpper:0}] | {Number(Aim)} {Unit} | "
                + $"{Verdict(own)} |";
        }

        var ratio = Statistics.Of([.. ours.Zip(references, (mine, other) => mine / other)]);
        return string.Create(CultureInfo.InvariantCulture,
            $"| {Work} | {Against}, {Statistics.Of(references).Median:0} ms | {own.Median:0} ms | "
            + $"**{ratio.Median:0.00}** [{ratio.MedianLower:0.00}, {ratio.MedianUpper:0.00}] | {Number(Aim)} | {Verdict(ratio)} |");
    }

    private string Verdict(StatisticsRecord figure) =>
        figure.Median <= Aim ? figure.MedianUpper <= Aim ? "met" : "met in the median"
        : figure.MedianLower > Aim ? "missed" : "missed in the median";

    private static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}

/// <summary>The table of docs/performance.md.</summary>
internal sealed class ComparisonTable
{
    private const string Begin = "<!-- comparisons: written by Lle.Deploy.Benchmarks -->";
    private const string End = "<!-- end of comparisons -->";

    private readonly List<ComparisonRow> rows = [];

    public ComparisonRow Row(string work, string against, double aim, string unit = "ms")
    {
        if (rows.Find(row => row.Work == work && row.Against == against) is { } standing)
        {
            return standing;
        }

        var made = new ComparisonRow(work, against, aim, unit);
        rows.Add(made);
        return made;
    }

    public string Text(string conditions)
    {
        var text = new StringBuilder()
            .Append(conditions).Append("\n\n")
            .Append("| work | beside it | ours | ratio [95 % interval over the rounds] | aim | |\n|---|---|---|---|---|---|\n");
        foreach (var row in rows)
        {
            text.Append(row.Line()).Append('\n');
        }

        return text.ToString();
    }

    /// <summary>Puts the table between the two marks of a page.</summary>
    public void WriteInto(string page, string conditions)
    {
        var text = File.ReadAllText(page);
        var (begin, end) = (text.IndexOf(Begin, StringComparison.Ordinal), text.IndexOf(End, StringComparison.Ordinal));
        if (begin < 0 || end < begin)
        {
            throw new InvalidOperationException($"{page} has no '{Begin}' … '{End}'");
        }

        File.WriteAllText(page, $"{text[..(begin + Begin.Length)]}\n\n{Text(conditions)}\n{text[end..]}");
    }
}
