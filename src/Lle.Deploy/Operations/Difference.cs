using Lle.Deploy.Layout;

namespace Lle.Deploy.Operations;

/// <summary>Whether a deployment, or its plan, changes anything: what does not is passed over by a rollback, and needs no backup.</summary>
/// <param name="Inputs">Options or payload are others than those of the last deployment.</param>
/// <param name="Services">Something is done to a service.</param>
/// <param name="Version">Another one than was there.</param>
internal readonly record struct Difference(bool Inputs, bool Services, bool Version)
{
    /// <param name="changed">Paths that are no longer what they were; the program and the configuration count.</param>
    public bool IsAny(TargetLayout layout, IEnumerable<string> changed) =>
        Inputs || Services || Version || changed.Any(path => path == layout.Binary || path == layout.Configuration);
}
