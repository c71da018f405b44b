using Lle.Deploy.Deployments;
using Lle.Deploy.Operations;
using Lle.Deploy.Phases;
using Microsoft.Build.Framework;

namespace Lle.Deploy.Tasks;

/// <summary>Phase 1: the payload is what its checksum list says and its signature covers, before anything of it is executed. Changes nothing.</summary>
[MSBuildMultiThreadableTask]
public sealed class VerifyChecksums : PhaseTask
{
    private protected override PhaseStep Step => new Phases.VerifyChecksums();
}
