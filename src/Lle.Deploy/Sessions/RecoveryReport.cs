using Lle.Deploy.Diagnostics;
using Lle.Deploy.Reporting;
using Lle.Deploy.Transactions;

namespace Lle.Deploy.Sessions;

/// <summary>Recovers what was interrupted and says so: in the log, in the audit log, and to whoever runs the build.</summary>
internal static class RecoveryReport
{
    /// <param name="standing">What an earlier run left in the data directory.</param>
    /// <returns>Whether there was anything to recover.</returns>
    public static bool Run(TargetSession session, IReadOnlyList<StandingTransaction> standing)
    {
        var found = Recovery.Run(session.Layout, standing, transaction => ServiceRecords.CompanionOf(session, transaction),
            SharedHost.TakenOver(session, standing));
        foreach (var recovered in found)
        {
            if (recovered.Header is not { } header)
            {
                continue;
            }

            if (recovered.Undo is null)
            {
                session.Log.Tell(DiagnosticCatalog.RecoveryFinished(header.Id, header.Operation));
                session.Log.TryAudit($"Recovery finished {header.Operation} {header.Id}, which had been committed");
                continue;
            }

            var proof = UndoProof.Of(recovered.Undo, session, recovered.Changes);
            session.Record.Undo = proof;
            session.Log.Tell(DiagnosticCatalog.RecoveryUndid(
                header.Id, header.Operation, $"{header.Started:yyyy-MM-dd HH:mm:ss}", Words.Of(proof)));
            session.Log.TryAudit($"Recovery undid {header.Operation} {header.Id}: {Words.Of(proof)}");
            if (recovered.Undo.Cause is { } cause)
            {
                throw new DeploymentException(DiagnosticCatalog.RecoveryIncomplete(
                    header.Id, recovered.Undo.Lost.FirstOrDefault() ?? recovered.Undo.Blocked[0].Path, cause));
            }
        }

        return found.Count > 0;
    }
}
