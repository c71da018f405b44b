using Microsoft.Build.Framework;

namespace Lle.Deploy.Tasks;

/// <summary>Phase 2: the directories of the layout exist with their modes, and there is room on their file systems. Opens the
/// transaction.</summary>
[MSBuildMultiThreadableTask]
public sealed class PrepareEnvironment : PhaseTask;
