using Lle.Deploy.Diagnostics;

namespace Lle.Deploy.Operations;

/// <summary>The one order of the steps. The commit is the last of them, so nothing is committed while one is missing.</summary>
internal sealed class StepSequence(IReadOnlyList<PhaseStep> steps)
{
    private int next;

    public IReadOnlyList<PhaseStep> All => steps;

    /// <returns>null: it is this step's turn; else why not.</returns>
    public Diagnostic? Refusal(PhaseStep step)
    {
        var expected = next < steps.Count ? steps[next] : null;
        return expected == step ? null : DiagnosticCatalog.StepOutOfOrder(step.Name, step.Phase.Name, expected?.Name, expected?.Phase.Name);
    }

    public void Advance() => next++;
}
