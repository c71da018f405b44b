using Microsoft.Build.Framework;

namespace Lle.Deploy.Tasks;

/// <summary>Phase 10: the 20-point assessment, each point from evidence of this deployment, held against LleReadinessThreshold
/// (percent).</summary>
[MSBuildMultiThreadableTask]
public sealed class AssessReadiness : PhaseTask;
