using Lle.Deploy.Deployments;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Operations;
using Lle.Deploy.Payload;
using Lle.Deploy.Posix;

namespace Lle.Deploy.Phases;

/// <summary>Reads the payload, once: from here on its bytes are held, and what is installed is what was read. Executes nothing.</summary>
internal sealed class ValidatePrerequisites : PhaseStep
{
    public override Phase Phase => Phase.PreDeploymentValidation;

    public override bool Ends => false;

    public override void Execute(Deployment deployment, CancellationToken cancellation)
    {
        if (Accounts.CurrentUser == 0)
        {
            deployment.Tell(DiagnosticCatalog.RunningAsRoot());
        }

        var folder = deployment.Record.Operation == "update" ? Unpack(deployment, cancellation) : deployment.Options.PayloadDir;
        deployment.Payload = PayloadFolder.Open(folder, deployment.Layout.BinaryName);
    }

    private static string Unpack(Deployment deployment, CancellationToken cancellation)
    {
        var version = SemanticVersion.Parse(deployment.Options.Version, "LleUpdateVersion");
        if (Update.CheckDirection(deployment.Record.PreviousVersion, version, deployment.Options.AllowDowngrade) is { } backwards)
        {
            deployment.Tell(backwards);
            deployment.Session.Audit(backwards.ToString());
        }

        deployment.Package = UpdatePackage.Unpack(deployment.Options.UpdatePackage!, deployment.Layout.Transactions, new UpdateLimits(), cancellation);
        return deployment.Package.Folder;
    }
}
