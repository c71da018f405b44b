using Lle.Deploy.Deployments;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Options;
using Lle.Deploy.Payload;
using Lle.Deploy.Sessions;

namespace Lle.Deploy.Operations;

/// <summary>A deployment whose payload is an update package and whose ID names its version.</summary>
internal static class UpdateDeployment
{
    public static Deployment Open(DeploymentOptions options, IReadOnlyList<PhaseStep> steps, OperationListener listener)
    {
        var wanted = Check(options);
        return Deployment.Open(wanted, steps, listener, OperationKind.Update, $"UPDATE_{wanted.Version}_");
    }

    /// <returns>The options of the deployment that the update is.</returns>
    /// <exception cref="DeploymentException">Version or package are missing, or the version is none.</exception>
    public static DeploymentOptions Check(DeploymentOptions options)
    {
        var findings = new Findings();
        if (options.UpdatePackage is null)
        {
            findings.Add(DiagnosticCatalog.OptionMissing(
                OptionTable.UpdatePackage.Name, "LleUpdate", "the path of a .tar.gz or .tar file"));
        }

        if (options.UpdateVersion is null)
        {
            findings.Add(DiagnosticCatalog.OptionMissing(OptionTable.UpdateVersion.Name, "LleUpdate", "a version, for instance 1.1.0"));
        }

        findings.ThrowIfFailed();
        return options with { Version = SemanticVersion.Parse(options.UpdateVersion!, OptionTable.UpdateVersion.Name).Text };
    }
}
