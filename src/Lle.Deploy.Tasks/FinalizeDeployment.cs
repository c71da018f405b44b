using Microsoft.Build.Framework;

namespace Lle.Deploy.Tasks;

/// <summary>Phase 12: writes the deployment's state and commits the transaction. Nothing after it undoes by itself.</summary>
[MSBuildMultiThreadableTask]
public sealed class FinalizeDeployment : PhaseTask;
