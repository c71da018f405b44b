using Lle.Deploy.Deployments;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Installed;
using Lle.Deploy.Layout;
using Lle.Deploy.Operations;
using Lle.Deploy.Sessions;
using Lle.Deploy.Transactions;

namespace Lle.Deploy.Phases;

/// <summary>Looks at what is installed as a stranger would: modes, owners, directories others could write to, and the checksums of the
/// installed files.</summary>
internal sealed class ValidateSecurity : ChangingStep
{
    public override Phase Phase => Phase.SecurityValidation;

    protected override void Work(Deployment deployment, Changing state, CancellationToken cancellation)
    {
        var layout = deployment.Layout;
        var record = deployment.Record;
        record.Permissions = PermissionAudit.Run(layout, deployment.Options.EffectiveOwner, deployment.Options.Group);
        foreach (var wrong in record.Permissions.Where(p => !p.Passed))
        {
            deployment.Tell(DiagnosticCatalog.PermissionWrong(wrong.Path, wrong.Found, wrong.Expected));
        }

        foreach (var problem in PathTrust.Check(layout, deployment.Options.Owner))
        {
            deployment.Tell(deployment.Options.AllowInsecurePrefix ? problem.AsWarning() : problem);
        }

        foreach (var problem in InstalledIntegrity.Check(layout, except: AsWritten(deployment)))
        {
            deployment.Tell(problem);
        }

        deployment.Session.Log.Info($"Security validation: {record.Permissions.Count} paths checked");
    }

    /// <returns>The version folder, where what this deployment wrote into it, with its hashes, has not been changed since: it need not be
    /// read once more.</returns>
    private static string? AsWritten(Deployment deployment) =>
        deployment.Prepared?.Seal is { } seal && VersionFolder.LedToBy(deployment.Layout, deployment.Layout.CurrentVersion) is { } folder
        && FolderSeal.Of(folder.Path).Content == seal.Content ? folder.Path : null;
}
