using Lle.Deploy.Deployments;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Options;
using Lle.Deploy.Payload;

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
        if (options.UpdateVersion is null)
        {
            throw new DeploymentException(DiagnosticCatalog.OptionMissing(
                "LleUpdateVersion", "LleUpdate", "a version, for instance 1.1.0"));
        }

        var version = SemanticVersion.Parse(options.UpdateVersion, "LleUpdateVersion");
        if (options.UpdatePackage is null)
        {
            throw new DeploymentException(DiagnosticCatalog.OptionMissing(
                "LleUpdatePackage", "LleUpdate", "the path of a .tar.gz or .tar file"));
        }

        return options with { Version = version.Text };
    }
}
