using Microsoft.Build.Framework;

namespace Lle.Deploy.Tasks;

/// <summary>Phase 1: the payload has its program and template, the program starts, and the machine is fit for it. Changes
/// nothing.</summary>
[MSBuildMultiThreadableTask]
public sealed class ValidatePrerequisites : PhaseTask;
