using Lle.Deploy.Diagnostics;
using Lle.Deploy.Operations;
using Lle.Deploy.Options;
using Microsoft.Build.Framework;

namespace Lle.Deploy.Tasks;

/// <summary>Like <see cref="OpenDeployment"/>, with the payload unpacked from <c>LleUpdatePackage</c> into a private folder that goes when the run ends.</summary>
[MSBuildMultiThreadableTask]
public sealed class OpenUpdate : OpeningTask
{
    private protected override string Operation => "The update";

    private protected override Deployment Open(DeploymentOptions options, Action<Diagnostic> tell, CancellationToken cancellation) =>
        TargetOperations.OpenUpdate(options, tell);

    private protected override IReadOnlyList<string> WouldChange(DeploymentOptions options, Action<Diagnostic> tell, CancellationToken cancellation) =>
        [options.Layout.Binary];
}
