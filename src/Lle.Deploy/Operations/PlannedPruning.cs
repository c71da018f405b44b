using Lle.Deploy.Backups;
using Lle.Deploy.Installed;
using Lle.Deploy.Reporting;
using Lle.Deploy.Sessions;
using Lle.Deploy.Transactions;

namespace Lle.Deploy.Operations;

/// <summary>What LleBackupRetention will remove after the commit of a deployment that is planned: version folders, backups with what offers
/// to go back to them, and the logs and reports from before the oldest backup that stays.</summary>
internal static class PlannedPruning
{
    /// <param name="inputs">Of the deployment.</param>
    /// <param name="changes">That it would make.</param>
    public static void Enter(PlanRecord plan, TargetSession session, string inputs, IReadOnlyList<Change> changes)
    {
        var (layout, keep) = (session.Layout, session.Options.BackupRetention);
        PlanWriter.EnterRemovals(plan, VersionRetention.Planned(layout, keep, changes));
        var backups = OwnBackups.Of(layout, session.Installation);
        var (going, offers) = Retention.Planned(layout, backups, keep, ChangesAnything(plan, session, inputs, changes));
        PlanWriter.EnterRemovals(plan, [.. going.Select(backup => backup.Folder), .. offers]);
        if (going.Count > 0)
        {
            // Where none stays, the oldest is the one that the deployment itself takes.
            var oldest = backups.Except(going).Select(backup => backup.Manifest.Sequence)
                .FirstOrDefault(DeploymentIds.NextSequence(StandingTransaction.Read(layout), backups));
            PlanWriter.EnterRemovals(plan, LogRetention.Planned(layout, oldest));
        }
    }

    /// <summary>As the deployment itself will judge of it.</summary>
    private static bool ChangesAnything(PlanRecord plan, TargetSession session, string inputs, IReadOnlyList<Change> changes) =>
        new Difference(DeploymentFingerprint.Differs(session.Layout, inputs), plan.Services.Exists(service => service.Action is not null),
            plan.InstalledVersion != plan.Version)
            .IsAny(session.Layout, changes.Where(change => change.IsEffective).Select(change => change.Path));
}
