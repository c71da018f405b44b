using Lle.Deploy.Tasks.Logging;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

namespace Lle.Deploy.Tasks;

/// <summary>One file that carries the payload, its version, its checksums and its options. Touches no target.</summary>
[MSBuildMultiThreadableTask]
public sealed class MakeBundle : RequestTask
{
    /// <summary>One item, the bundle's path, with metadata <c>Sha256</c>, <c>Version</c> and <c>Signature</c>.</summary>
    [Output]
    public ITaskItem[] Result { get; private set; } = [];

    private protected override string Operation => "The bundle";

    private protected override EngineOperation? Kind => EngineOperation.Bundle;

    private protected override bool Serve(DiagnosticLog log, CancellationToken cancellation)
    {
        if (FailIfNotIncremental)
        {
            return IsUnchanged(log, cancellation);
        }

        var bundle = new Engine(Request.ForEngine, new TaskListener(log)).MakeBundle(cancellation);
        if (bundle.Succeeded)
        {
            var facts = new Dictionary<string, string>
            { ["Sha256"] = bundle.Sha256, ["Version"] = bundle.Version, ["Signature"] = bundle.Signature };
            Result = [new TaskItem(bundle.Path, facts)];
            log.SayResult(bundle.Summary);
        }

        return bundle.Succeeded;
    }
}
