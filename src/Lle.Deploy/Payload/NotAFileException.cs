using Lle.Deploy.Diagnostics;

namespace Lle.Deploy.Payload;

/// <summary>Where a regular file was expected there is something else (LLE1103, LLE1104).</summary>
internal sealed class NotAFileException(Diagnostic diagnostic, Exception? inner = null) : DeploymentException(diagnostic, inner);
