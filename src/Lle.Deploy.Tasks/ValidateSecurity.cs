using Lle.Deploy.Deployments;
using Lle.Deploy.Operations;
using Lle.Deploy.Phases;
using Microsoft.Build.Framework;

namespace Lle.Deploy.Tasks;

/// <summary>Phase 9: modes, owners, directories and checksums of what was installed are as they must be.</summary>
[MSBuildMultiThreadableTask]
public sealed class ValidateSecurity : PhaseTask
{
    private protected override PhaseStep Step => new Phases.ValidateSecurity();
}
