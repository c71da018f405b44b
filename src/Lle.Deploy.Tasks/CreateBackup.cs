using Microsoft.Build.Framework;

namespace Lle.Deploy.Tasks;

/// <summary>Phase 3: a backup of what is installed, restored on trial.</summary>
[MSBuildMultiThreadableTask]
public sealed class CreateBackup : PhaseTask;
