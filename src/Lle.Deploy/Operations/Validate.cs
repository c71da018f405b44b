using Lle.Deploy.Deployments;
using Lle.Deploy.Options;
using Lle.Deploy.Readiness;
using Lle.Deploy.Sessions;

namespace Lle.Deploy.Operations;

/// <summary>The eight validations against what is installed.</summary>
internal static class Validate
{
    public static ScoreRecord Run(DeploymentOptions options, OperationListener listener, CancellationToken cancellation)
    {
        WritingOperation.CheckInstalled(options);
        var checks = new InstalledChecks(options, listener, cancellation);
        var evidence = new ValidationChecks(
            checks.Binary, checks.Configuration, checks.Security, checks.Performance,
            checks.Integration, checks.Monitoring, checks.Backup, checks.UserExperience).Look();
        var validation = PostDeploymentValidation.Validate(evidence, options.ValidationThreshold);
        foreach (var diagnostic in validation.Diagnostics.Concat(checks.Warnings))
        {
            listener.Tell(diagnostic);
        }

        return validation.Score;
    }
}
