using Lle.Deploy.Deployments;
using Lle.Deploy.Operations;
using Lle.Deploy.Phases;
using Microsoft.Build.Framework;

namespace Lle.Deploy.Tasks;

/// <summary>Phase 6: security.conf, its audit log and validator; then runs the validator.</summary>
[MSBuildMultiThreadableTask]
public sealed class ConfigureSecurity : PhaseTask
{
    private protected override PhaseStep Step => new Phases.ConfigureSecurity();
}
