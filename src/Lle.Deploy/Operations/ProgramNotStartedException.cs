using Lle.Deploy.Diagnostics;

namespace Lle.Deploy.Operations;

/// <summary>The system would not start the program at all; another copy of it may start.</summary>
internal sealed class ProgramNotStartedException(string path, string cause)
    : DeploymentException(DiagnosticCatalog.BinaryNotStarted(path, cause));
