using System.Globalization;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

namespace Lle.Deploy.Tasks.Results;

/// <summary>What a build gets back: items whose metadata are the figures, literally.</summary>
internal static class ResultItems
{
    public static ITaskItem Of(OperationResult result) => Item(result.DeploymentId, result.Facts);

    public static ITaskItem Of(FleetHostResult host, string run) => Item(host.Host, new Dictionary<string, string?>
    {
        ["Status"] = host.Status,
        ["DeploymentId"] = host.DeploymentId,
        ["Version"] = host.Version,
        ["Environment"] = host.Environment,
        ["Batch"] = host.Batch,
        ["Message"] = host.Message,
        ["Run"] = run,
        ["ResultPath"] = host.ResultPath,
    });

    public static ITaskItem Of(StatusResult status) => Item(status.Prefix, status.Facts);

    public static ITaskItem[] Of(ScoreResult score) =>
    [
        .. score.Lines.Select(line => Item(line.Name, new Dictionary<string, string?>
        {
            ["Awarded"] = Number(line.Awarded),
            ["Maximum"] = Number(line.Maximum),
            ["Evidence"] = line.Evidence,
            ["ScorePercent"] = Number(score.Percent),
            ["ThresholdPercent"] = Number(score.ThresholdPercent),
        })),
    ];

    public static ITaskItem[] Of(PlanResult plan) =>
    [
        .. plan.Paths.Select(path => Item(path.Path, new Dictionary<string, string?>
        {
            ["Action"] = path.Action,
            ["Reason"] = path.Reason,
            ["PlanHash"] = plan.Hash,
        })),
    ];

    /// <summary>An item <c>NAME=value</c> for each, as <c>EnvironmentVariables</c> of Exec takes them.</summary>
    public static ITaskItem[] Variables(IReadOnlyDictionary<string, string> variables) =>
        [.. variables.Select(variable => Item($"{variable.Key}={variable.Value}", new Dictionary<string, string?>()))];

    /// <summary>What was not measured or does not apply has empty metadata, never a made-up value.</summary>
    public static ITaskItem Item(string name, IReadOnlyDictionary<string, string?> values)
    {
        var item = new TaskItem(Escaping.Escape(name));
        foreach (var (key, value) in values)
        {
            item.SetMetadata(key, Escaping.Escape(value ?? ""));
        }

        return item;
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
