namespace Lle.Deploy;

/// <summary>One run of the installed monitor.</summary>
public sealed class MonitorResult
{
    internal MonitorResult(bool succeeded, IReadOnlyList<string> figures) => (Succeeded, Figures) = (succeeded, figures);

    /// <summary>The program is healthy and within its thresholds. Where it is not, that has been told.</summary>
    public bool Succeeded { get; }

    /// <summary>What the monitor has logged, a line a figure, without its time.</summary>
    public IReadOnlyList<string> Figures { get; }

    /// <summary>As text for people.</summary>
    public IReadOnlyList<string> Summary =>
    [
        Succeeded ? "The program is healthy and within its thresholds" : "The program is not healthy, or over a threshold",
        .. Figures.Select(figure => $"  {figure}"),
    ];
}
