using Lle.Deploy.Diagnostics;
using Lle.Deploy.Measurements;
using Lle.Deploy.Operations;
using Lle.Deploy.Sessions;

namespace Lle.Deploy.Phases;

internal static class MissedBudget
{
    /// <param name="missed">null: the budget is met.</param>
    /// <param name="outcome">As it stands in the record.</param>
    public static void Tell(Deployment deployment, Diagnostic? missed, BudgetOutcome? outcome)
    {
        if (missed is null)
        {
            return;
        }

        if (outcome == BudgetOutcome.WithinTolerance)
        {
            deployment.TellMissed(missed);
        }
        else
        {
            deployment.Tell(missed);
        }
    }
}
