using System.Globalization;
using Lle.Deploy.Diagnostics;

namespace Lle.Deploy.Readiness;

internal enum FindingState
{
    /// <summary>Nothing was looked at, so nothing is known; it earns no point.</summary>
    NotMeasured,
    Passed,
    Failed,

    /// <summary>There is nothing to look at, and need not be; its points leave the total.</summary>
    NotExpected,
}

/// <summary>What one look at the deployment showed, with the sentence that proves it.</summary>
internal sealed record Finding(FindingState State, string Evidence)
{
    public bool Holds => State == FindingState.Passed;

    public static Finding Passed(string evidence) => new(FindingState.Passed, evidence);

    /// <summary>With the place of each problem that has one.</summary>
    public static Finding Failed(IEnumerable<Diagnostic> problems) => Failed(string.Join("; ", problems.Select(problem =>
        problem.Location is { File: { } file, Line: > 0 } place
            ? string.Create(CultureInfo.InvariantCulture, $"{file}({place.Line},{place.Column}): {problem}") : $"{problem}")));

    public static Finding Failed(string evidence) => new(FindingState.Failed, evidence);

    public static Finding NotMeasured(string why) => new(FindingState.NotMeasured, $"not measured: {why}");

    public static Finding NotExpected(string why) => new(FindingState.NotExpected, why);

    /// <summary>The first of several findings that does not hold; if all hold, all their evidence.</summary>
    public static Finding All(params ReadOnlySpan<Finding> findings)
    {
        var evidence = new List<string>();
        foreach (var finding in findings)
        {
            if (!finding.Holds)
            {
                return finding;
            }

            evidence.Add(finding.Evidence);
        }

        return Passed(string.Join("; ", evidence));
    }
}
