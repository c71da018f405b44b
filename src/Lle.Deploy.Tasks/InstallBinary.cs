using Microsoft.Build.Framework;

namespace Lle.Deploy.Tasks;

/// <summary>Phase 4: stages the verified program beside its place, tries it there, and switches it in atomically.</summary>
[MSBuildMultiThreadableTask]
public sealed class InstallBinary : PhaseTask;
