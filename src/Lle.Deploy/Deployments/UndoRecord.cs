namespace Lle.Deploy.Deployments;

internal sealed class UndoRecord
{
    public UndoOutcome Outcome { get; set; }

    public UndoAction Action { get; set; }

    /// <summary>What is not as it was before: a path, or a path and what is wrong with it; null: nothing.</summary>
    public string? Problem { get; set; }

    /// <summary>What is wrong with a service, although every path is what it was before; null: nothing.</summary>
    public string? ServiceProblem { get; set; }

    public bool Verified => Outcome != UndoOutcome.NotVerified;

    public IEnumerable<string> Restored { get; set; } = [];

    public IEnumerable<string> Removed { get; set; } = [];

    /// <summary>Changed by somebody else meanwhile, and left alone.</summary>
    public List<string> Kept { get; set; } = [];
}
