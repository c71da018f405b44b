using Lle.Deploy.Deployments;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Operations;
using Lle.Deploy.Posix;
using Lle.Deploy.Transactions;

namespace Lle.Deploy.Phases;

/// <summary>Checks the space first, then opens the transaction and makes the directories. Directories that stand keep their modes, but backups are closed to others.</summary>
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
            [layout.BinDir, layout.ConfigDir, layout.DataDir, layout.History, layout.LogDir, layout.LibDir, layout.VersionsDir],
            backup: Path.Combine(layout.BackupDir, deployment.Session.Stamp));
        foreach (var directory in new[] { layout.BinDir, layout.ConfigDir, layout.DataDir, layout.LogDir, layout.History })
        {
            deployment.Session.MakeMissing(changing.Transaction, directory, FileTraits.Program.Mode);
        }

        if (deployment.Options.Owner is { } owner)
        {
            deployment.Session.MakeMissing(changing.Transaction, layout.Live, FileTraits.Program.Mode);
            // The monitor runs as the owner and rotates its logs.
            var logs = PathState.Capture(layout.LogDir);
            changing.Apply(Transaction.Directory(layout.LogDir, logs with { User = owner, Group = deployment.Options.Group ?? logs.Group }));
        }

        deployment.Session.MakeMissing(changing.Transaction, layout.BackupDir, OwnerOnly);
        var backups = Transaction.Mode(layout.BackupDir, OwnerOnly);
        changing.Apply(backups);
        return changing;
    }

    /// <summary>Every file system of the layout, also where the directory does not exist yet.</summary>
    private static void CheckSpace(Deployment deployment)
    {
        var layout = deployment.Layout;
        var required = deployment.Options.RequiredDiskSpaceKib;
        foreach (var directory in new[] { layout.Prefix, layout.ConfigDir, layout.DataDir, layout.LogDir, layout.BackupDir })
        {
            var standing = directory;
            while (!PathState.Capture(standing).Exists && standing != "/")
            {
                standing = Path.GetDirectoryName(standing)!;
            }

            var available = FreeSpace.Kib(standing);
            if (available < required)
            {
                throw new DeploymentException(DiagnosticCatalog.SpaceShort(standing, available, required));
            }

            if (directory == layout.Prefix)
            {
                deployment.Session.Log.Info($"Disk space validation: {available}KB available (Required: {required}KB)");
            }
        }
    }
}
