using Microsoft.Build.Framework;

namespace Lle.Deploy.Tasks;

/// <summary>Phase 5: fills the configuration template in, checks it, and switches it in atomically.</summary>
[MSBuildMultiThreadableTask]
public sealed class RenderConfig : PhaseTask;
