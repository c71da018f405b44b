using Microsoft.Build.Framework;

namespace Lle.Deploy.Tasks;

/// <summary>Phase 3: a backup of what stands, proved restorable.</summary>
[MSBuildMultiThreadableTask]
public sealed class CreateBackup : PhaseTask;
