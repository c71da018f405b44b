using Lle.Deploy.Diagnostics;

namespace Lle.Deploy.Operations;

/// <summary>The one order of the steps. The commit is the last of them, so nothing is committed while one is missing.</summary>
internal sealed class StepSequence(IReadOnlyList<PhaseStep> steps)
{
    private int next;

    public IReadOnlyList<PhaseStep> All => steps;

    /// <returns>null: it is this step's turn; else why not.</returns>
    public Diagnostic? Refusal(PhaseStep step) => Expected == step ? null : Refused(step);

    /// <summary>Why the deployment cannot end yet.</summary>
    public Diagnostic Unfinished() => Refused(null);

    private PhaseStep? Expected => next < steps.Count ? steps[next] : null;

    private Diagnostic Refused(PhaseStep? step) =>
        DiagnosticCatalog.StepOutOfOrder(step?.Name, step?.Phase.Name, Expected?.Name, Expected?.Phase.Name);

    public void Advance() => next++;
}
