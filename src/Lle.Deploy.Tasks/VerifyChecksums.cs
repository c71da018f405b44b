using Microsoft.Build.Framework;

namespace Lle.Deploy.Tasks;

/// <summary>Phase 1: the payload is what its checksum list says and its signature covers, before anything of it is executed. Changes
/// nothing.</summary>
[MSBuildMultiThreadableTask]
public sealed class VerifyChecksums : PhaseTask
{
    /// <summary>Payload, options and installed files are those of the last deployment: the phases that follow do nothing.</summary>
    [Output]
    public bool Unchanged { get; private set; }

    private protected override void Passed(RunningDeployment deployment) => Unchanged = deployment.IsUnchanged;
}
