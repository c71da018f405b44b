using Microsoft.Build.Framework;

namespace Lle.Deploy.Tasks;

/// <summary>Phase 7: the installed program answers the probes as expected.</summary>
[MSBuildMultiThreadableTask]
public sealed class RunProbes : PhaseTask;
