using Lle.Deploy.Operations;
using Lle.Deploy.Reporting;
using Lle.Deploy.Tasks.Logging;
using Lle.Deploy.Tasks.Results;
using Microsoft.Build.Framework;

namespace Lle.Deploy.Tasks;

/// <summary>What stands on the target. Reads only; takes no lock.</summary>
[MSBuildMultiThreadableTask]
public sealed class ShowStatus : RequestTask
{
    /// <summary>One item, named after the prefix, with the metadata listed in docs/targets.md; <c>Json</c> holds all of it.</summary>
    [Output]
    public ITaskItem[] Result { get; private set; } = [];

    private protected override bool Serve(DiagnosticLog log, CancellationToken cancellation)
    {
        var status = TargetOperations.Status(Request.Read(), log.Tell);
        Result = [ResultItems.Of(status)];
        foreach (var line in TargetStatusText.Lines(status))
        {
            log.Say(line);
        }

        return true;
    }
}
