using Lle.Deploy.Backups;
using Lle.Deploy.Deployments;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Installed;
using Lle.Deploy.Layout;
using Lle.Deploy.Options;
using Lle.Deploy.Payload;
using Lle.Deploy.Posix;
using Lle.Deploy.Services;
using Lle.Deploy.Transactions;

namespace Lle.Deploy.Sessions;

/// <summary>How an operation gets the right to write to a target, in the one order that is safe.</summary>
internal static class SessionOpening
{
    /// <summary>Takes the lock, recovers, and opens the logs; only directories, the lock and logs are touched unless there is something to
    /// recover.</summary>
    /// <param name="idPrefix">Before the time in the ID: empty, or "UPDATE_1.1.0_".</param>
    /// <param name="listener">Hears diagnostics, beside the log and the record.</param>
    public static TargetSession Open(DeploymentOptions options, OperationKind operation, string idPrefix, OperationListener listener)
    {
        var layout = options.Layout;
        TargetTrust.Check(options, listener);
        var replaced = Replacing(options, operation);
        Ownership.Check(layout, options.Adopt, replaced);
        var made = new List<string>();
        TargetLocks? held = null;
        TargetSession? session = null;
        try
        {
            held = TargetLocks.Take(layout, $"{OperationNames.Name(operation)} of {layout.Binary}", replaced?.Layout,
                () => made.AddRange(OwnDirectories.MakeForLock(layout)));
            if (OwnDirectories.MakeForLogs(layout) is { Count: > 0 } more)
            {
                made.AddRange(more);
                held.Extend();
            }

            Migration.TakeBack(options);
            RecordTrust.CheckFolder(layout.History);
            ScratchFolder.RemoveLeftovers(layout.Transactions);
            session = new TargetSession(options, held, operation, idPrefix, listener, replaced) { MadeBefore = made };
            if (held.Unsigned is { } unsigned)
            {
                session.Log.Tell(unsigned);
            }

            var standing = StandingTransaction.Read(layout);
            if (standing.Any(t => t.IsCommittedPurge))
            {
                return Again(session, options, operation, idPrefix, listener);
            }

            var ownership = Ownership.Check(layout, options.Adopt, replaced);
            session.Installation = InstallationRecords.Of(layout, ownership, standing);
            if (ownership.Standing is null)
            {
                session.Installation = Unrecorded(session.Installation, layout, FirstRuns.Add(layout, made), replaced);
            }

            session.Recovered = RecoveryReport.Run(session, standing);
            if (session.Recovered)
            {
                BootRecovery.RemoveLeft(layout);
            }

            Migration.Run(session, standing);
            Retention.SweepLeftovers(layout);
            VersionRetention.RemoveLeft(session);
            if (session.Log.AuditProblem is { } problem)
            {
                throw problem;
            }

            session.Add(OwnBackups.Of(layout, session.Installation));
            session.Record.Sequence = DeploymentIds.NextSequence(
                session.Recovered ? StandingTransaction.Read(layout) : standing, session.Backups);
            return session;
        }
        catch
        {
            if (session is not null)
            {
                session.Dispose();
            }
            else
            {
                held?.TakeBack();
                OwnDirectories.Remove(made);
            }

            throw;
        }
    }

    /// <summary>A session to plan in: it holds no lock, recovers nothing and writes nothing.</summary>
    public static TargetSession ForPlan(DeploymentOptions options, OperationKind operation, OperationListener listener)
    {
        var replaced = Replacing(options, operation);
        var standing = Ownership.Check(options.Layout, options.Adopt, replaced).Standing;
        if (!Migration.IsOf100(options.Layout))
        {
            RecordTrust.CheckFolder(options.Layout.History);
        }

        var session = new TargetSession(options, null, operation, "", listener, replaced)
        {
            Installation = standing ?? Unrecorded(
                Installation.Of(options.Layout, Installation.NotYet), options.Layout, FirstRuns.Read(options.Layout), replaced),
        };
        session.ReadPrevious();
        return session;
    }

    /// <summary>Only a deployment takes over: every other operation is about what is there under the new name.</summary>
    private static Replaced? Replacing(DeploymentOptions options, OperationKind operation)
    {
        if (operation is not (OperationKind.Deploy or OperationKind.Update)
            || Replaced.Of(options.Layout, options.Replaces) is not { } replaced)
        {
            return null;
        }

        return InstalledServices.Read(replaced.Layout).Services is { Count: > 0 } services
            ? throw Replaced.Refused(replaced.Layout.Name,
                $"it has services ({string.Join(", ", services.Select(s => s.Unit))}); deploy it once without them first")
            : replaced;
    }

    /// <summary>An installation of which DATA/installation does not tell yet: what is known of it all the same.</summary>
    private static Installation Unrecorded(Installation installation, TargetLayout layout, FirstRuns first, Replaced? replaced) =>
        installation with
        {
            HeldBefore = first.HeldBefore ?? InstallationRecords.HeldBefore(layout),
            Made = [.. installation.Made.Union(first.Made)],
            // Backups that are taken over bear the old identity.
            Former = replaced is null ? [] : [.. replaced.Installation.Former, replaced.Installation.Identity],
            Unmarked = [.. OwnBackups.OfVersion100(layout), .. replaced?.Installation.Unmarked ?? []],
        };

    /// <summary>An uninstall with purge was interrupted after its commit: it is finished, and takes along what was opened here.</summary>
    private static TargetSession Again(TargetSession session, DeploymentOptions options, OperationKind operation, string idPrefix,
        OperationListener listener)
    {
        using (session)
        {
            Recovery.Run(options.Layout);
        }

        return Open(options, operation, idPrefix, listener);
    }
}
