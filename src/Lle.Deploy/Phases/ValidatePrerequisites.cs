using Lle.Deploy.Deployments;
using Lle.Deploy.Diagnostics;
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

        deployment.Payload = PayloadFolder.Open(deployment.Options.PayloadDir, deployment.Layout.BinaryName);
    }
}
