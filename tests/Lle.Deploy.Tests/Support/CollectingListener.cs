using Lle.Deploy.Diagnostics;

namespace Lle.Deploy.Tests.Support;

/// <summary>Collects what an operation tells.</summary>
internal sealed class CollectingListener(List<Diagnostic> told) : EngineListener
{
    public override void Tell(Diagnostic diagnostic) => told.Add(diagnostic);
}
