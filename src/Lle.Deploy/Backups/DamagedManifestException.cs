using Lle.Deploy.Diagnostics;

namespace Lle.Deploy.Backups;

/// <summary>A manifest that does not agree with its own hash, or says something that no backup says (LLE1301): nothing of it is
/// used.</summary>
internal sealed class DamagedManifestException(string path, string cause, Exception? inner = null)
    : DeploymentException(DiagnosticCatalog.ManifestDamaged(path, cause), inner);
