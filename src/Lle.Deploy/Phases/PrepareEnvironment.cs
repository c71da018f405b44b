using Lle.Deploy.Deployments;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Installed;
using Lle.Deploy.Operations;
using Lle.Deploy.Payload;
using Lle.Deploy.Posix;
using Lle.Deploy.Sessions;
using Lle.Deploy.Transactions;

namespace Lle.Deploy.Phases;

/// <summary>Checks the space first, then opens the transaction and makes the directories. Directories that stand keep their modes, but
/// backups are closed to others.</summary>
internal sealed class PrepareEnvironment : PhaseStep<PayloadVerified, Changing>
{
    private const uint OwnerOnly = FileModes.Private;

    public override Phase Phase => Phase.EnvironmentPreparation;

    protected override Changing Execute(Deployment deployment, PayloadVerified state, CancellationToken cancellation)
    {
        var layout = deployment.Layout;
        CheckSpace(deployment);
        var changing = deployment.Begin(
            state,
            [
                layout.BinDir, layout.ConfigDir, layout.DataDir, layout.History, layout.LogDir, layout.BackupDir, layout.LibDir,
                layout.VersionsDir, Path.GetDirectoryName(layout.HostProgram)!,
                .. deployment.Options.ConfigFiles.Select(f => Path.GetDirectoryName(Path.Combine(layout.ConfigDir, f.TargetPath))!),
                .. UnitFiles.Directories(deployment.Session),
                .. state.Payload.IsLinkedTree ? VersionLinks.Directories(layout, state.Payload.Tree!) : [],
            ],
            backup: Path.Combine(layout.BackupDir, deployment.Session.Stamp));
        Make(deployment.Session, changing);
        deployment.Session.ExtendLocks();
        Takeover.Note(deployment.Session, changing);
        Takeover.Copy(deployment.Session, changing, cancellation);
        return changing;
    }

    public override void Plan(TargetSession session, Planning state, CancellationToken cancellation)
    {
        Make(session, state);
        Takeover.Note(session, state);
        Takeover.Copy(session, state, cancellation);
    }

    private static void Make(TargetSession session, Installing state)
    {
        var layout = session.Layout;
        foreach (var directory in new[] { layout.BinDir, layout.ConfigDir, layout.DataDir, layout.LogDir, layout.History })
        {
            session.MakeMissing(state.Changes, directory, FileTraits.Program.Mode);
        }

        if (session.Options.Owner is { } owner)
        {
            session.MakeMissing(state.Changes, layout.Live, FileTraits.Program.Mode);
            // The monitor runs as the owner and rotates its logs.
            var logs = state.Changes.Look(layout.LogDir);
            state.Apply(DirectoryChange.Steps(layout.LogDir, logs with { User = owner, Group = session.Options.Group ?? logs.Group }));
        }

        session.MakeMissing(state.Changes, layout.BackupDir, OwnerOnly);
        var backups = state.Changes.Look(layout.BackupDir);
        state.Apply(new Change(layout.BackupDir, backups, backups with { Mode = OwnerOnly }));
    }

    /// <summary>Every file system of the layout, also where the directory does not exist yet.</summary>
    private static void CheckSpace(Deployment deployment)
    {
        var layout = deployment.Layout;
        var copied = Takeover.SpaceNeeded(deployment.Session);
        foreach (var directory in new[] { layout.Prefix, layout.ConfigDir, layout.DataDir, layout.LogDir, layout.BackupDir })
        {
            var standing = Places.Standing(directory);
            var available = FreeSpace.Kib(standing);
            var taken = copied.Where(move => Places.AreOnOneFileSystem(move.To, standing)).Sum(move => move.Kib);
            var required = deployment.Options.RequiredDiskSpaceKib + taken;
            if (available < required)
            {
                throw new DeploymentException(DiagnosticCatalog.SpaceShort(standing, available, required,
                    taken == 0 ? "" : $", {taken} of them for what LleReplaces copies"));
            }

            if (directory == layout.Prefix)
            {
                deployment.Session.Log.Info($"Disk space validation: {available}KB available (Required: {required}KB)");
            }
        }
    }
}
