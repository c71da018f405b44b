using Lle.Deploy.Deployments;
using Lle.Deploy.Operations;
using Lle.Deploy.Phases;
using Microsoft.Build.Framework;

namespace Lle.Deploy.Tasks;

/// <summary>Phase 3: a backup of what stands, proved restorable.</summary>
[MSBuildMultiThreadableTask]
public sealed class CreateBackup : PhaseTask
{
    private protected override PhaseStep Step => new Phases.CreateBackup();
}
