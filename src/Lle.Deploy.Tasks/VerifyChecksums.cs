using Microsoft.Build.Framework;

namespace Lle.Deploy.Tasks;

/// <summary>Phase 1: the payload is what its checksum list says and its signature covers, before anything of it is executed. Changes
/// nothing.</summary>
[MSBuildMultiThreadableTask]
public sealed class VerifyChecksums : PhaseTask;
