using Lle.Deploy.Deployments;

namespace Lle.Deploy;

/// <summary>An assessment of what is installed.</summary>
public sealed class ScoreResult
{
    internal ScoreResult(ScoreRecord? score, bool succeeded)
    {
        Succeeded = succeeded;
        Awarded = score?.Awarded ?? 0;
        Maximum = score?.Maximum ?? 0;
        Percent = score?.Percent ?? 0;
        ThresholdPercent = score?.ThresholdPercent ?? 0;
        Lines = [.. (score?.Lines ?? []).Select(line => new ScoreLine(line.Name, line.Awarded, line.Maximum, line.Evidence))];
    }

    /// <summary>The threshold is reached. Where it is not, an error has been told.</summary>
    public bool Succeeded { get; }

    /// <summary>Points awarded.</summary>
    public int Awarded { get; }

    /// <summary>Points there are; 0: nothing could be assessed.</summary>
    public int Maximum { get; }

    /// <summary>Share of the possible points, in percent.</summary>
    public int Percent { get; }

    /// <summary>What is required, in percent.</summary>
    public int ThresholdPercent { get; }

    /// <summary>One a test.</summary>
    public IReadOnlyList<ScoreLine> Lines { get; }

    /// <summary>As text for people: the score, and a line a test.</summary>
    public IReadOnlyList<string> Summary =>
    [
        $"{Awarded} of {Maximum} ({Percent} %, required {ThresholdPercent} %)",
        .. Lines.Select(line => $"  {line.Awarded}/{line.Maximum} {line.Name}: {line.Evidence}"),
    ];
}

/// <summary>One test of an assessment.</summary>
/// <param name="Name">What was looked at.</param>
/// <param name="Awarded">Points awarded; 0 also where it could not be measured.</param>
/// <param name="Maximum">Points it can give.</param>
/// <param name="Evidence">What was seen.</param>
public sealed record ScoreLine(string Name, int Awarded, int Maximum, string Evidence);
