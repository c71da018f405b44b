using Lle.Deploy.Diagnostics;
using Lle.Deploy.Operations;
using Lle.Deploy.Options;
using Microsoft.Build.Framework;

namespace Lle.Deploy.Tasks;

/// <summary>Reads what is asked for, takes the target's lock, recovers what an earlier run left unfinished, and opens the logs.</summary>
[MSBuildMultiThreadableTask]
public sealed class OpenDeployment : OpeningTask
{
    private protected override string Operation => "The deployment";

    private protected override Deployment Open(DeploymentOptions options, Action<Diagnostic> tell, CancellationToken cancellation) =>
        Deployment.Open(options, tell);

    private protected override IReadOnlyList<string> WouldChange(DeploymentOptions options, Action<Diagnostic> tell, CancellationToken cancellation) =>
        [.. TargetOperations.Plan(options, tell, cancellation).Files.Where(file => file.Action != "keep").Select(file => file.Path)];
}
