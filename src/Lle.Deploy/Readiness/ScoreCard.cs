using Lle.Deploy.Deployments;

namespace Lle.Deploy.Readiness;

/// <summary>Adds lines up to a score. Percent is rounded down: 89.9 is not 90.</summary>
internal static class ScoreCard
{
    public static ScoreRecord Of(int thresholdPercent, IReadOnlyList<(string Name, int Points, Finding Finding)> lines)
    {
        var score = new ScoreRecord { ThresholdPercent = thresholdPercent };
        foreach (var (name, full, finding) in lines)
        {
            var points = finding.State == FindingState.NotExpected ? 0 : full;
            var awarded = finding.Holds ? points : 0;
            score.Awarded += awarded;
            score.Maximum += points;
            score.Lines.Add(new ScoreLineRecord { Name = name, Awarded = awarded, Maximum = points, Evidence = finding.Evidence });
        }

        score.Percent = score.Maximum == 0 ? 0 : score.Awarded * 100 / score.Maximum;
        return score;
    }

    public static string Missing(ScoreRecord score) =>
        string.Join("; ", score.Lines.Where(line => line.Awarded < line.Maximum).Select(line => $"{line.Name}: {line.Evidence}"));
}
