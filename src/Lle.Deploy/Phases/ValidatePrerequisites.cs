using Lle.Deploy.Bundles;
using Lle.Deploy.Deployments;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Operations;
using Lle.Deploy.Options;
using Lle.Deploy.Payload;
using Lle.Deploy.Posix;
using Lle.Deploy.Sessions;

namespace Lle.Deploy.Phases;

/// <summary>Reads the payload, once: from here on its bytes are held, and what is installed is what was read. Executes nothing.</summary>
internal sealed class ValidatePrerequisites : PhaseStep<Opened, PayloadRead>
{
    public override Phase Phase => Phase.PreDeploymentValidation;

    public override bool Ends => false;

    protected override PayloadRead Execute(Deployment deployment, Opened state, CancellationToken cancellation)
    {
        if (Accounts.CurrentUser == 0)
        {
            deployment.Tell(DiagnosticCatalog.RunningAsRoot());
        }

        HostInstallation.Check(deployment.Session, cancellation);
        ServiceStaging.Check(deployment.Session);
        var folder = deployment.Record.Operation == OperationKind.Update ? Unpack(deployment, cancellation) : deployment.Options.PayloadDir;
        var payload = UpdatePackage.Naming(deployment.Package, () => PayloadReading.ReadForTarget(
            deployment.Options, folder, isPackage: deployment.Package is not null, cancellation));
        foreach (var item in deployment.Options.Additions.Files.Where(item => item.Capabilities is not null))
        {
            if (FileCapabilities.DisablesOrigin(Path.Combine(payload.RealPath, item.Source)))
            {
                deployment.Tell(DiagnosticCatalog.CapabilitiesDisableOrigin(item.Item, item.Source));
            }
        }

        return new PayloadRead(payload);
    }

    private static string Unpack(Deployment deployment, CancellationToken cancellation)
    {
        var version = SemanticVersion.Parse(deployment.Options.Version, "LleUpdateVersion");
        if (Update.CheckDirection(deployment.Record.PreviousVersion, version, deployment.Options.AllowDowngrade,
            "LleUpdateVersion") is { } backwards)
        {
            deployment.Tell(backwards);
            deployment.Session.Log.Audit(backwards.ToString());
        }

        deployment.Package = BundlePackage.Unpack(deployment.Options, deployment.Layout.Transactions, cancellation);
        if (deployment.Package.LeftOut > 0)
        {
            deployment.Session.Log.Info($"Left out of the package: {deployment.Package.LeftOut} AppleDouble file(s) of macOS");
        }

        deployment.Package.EnterTopFolder(deployment.Layout.BinaryName, deployment.Options.PayloadKind);
        return deployment.Package.Folder;
    }
}
