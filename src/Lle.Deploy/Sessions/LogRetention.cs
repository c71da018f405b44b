using System.Text.Json;
using Lle.Deploy.Installed;
using Lle.Deploy.Layout;
using Lle.Deploy.Logging;
using Lle.Deploy.Posix;
using Lle.Deploy.Readiness;

namespace Lle.Deploy.Sessions;

/// <summary>Removes the logs and reports of operations older than the oldest backup that is kept. The audit log stays whole for
/// ever.</summary>
internal static class LogRetention
{
    private const string ResultPrefix = "deployment_result_";
    private const string ResultSuffix = ".json";

    /// <param name="oldest">Sequence of the oldest backup that is kept.</param>
    /// <returns>The IDs whose logs are gone.</returns>
    public static IReadOnlyList<string> Prune(TargetLayout layout, long oldest)
    {
        using var logs = PosixDirectory.Open(layout.LogDir);
        var old = logs.Names()
            .Where(n => n.StartsWith(ResultPrefix, StringComparison.Ordinal) && n.EndsWith(ResultSuffix, StringComparison.Ordinal))
            .Select(n => n[ResultPrefix.Length..^ResultSuffix.Length])
            .Where(id => SequenceOf(layout.Result(id)) < oldest)
            .ToList();
        foreach (var id in old)
        {
            // The result goes last: as long as it stands, the next pruning finds the rest.
            foreach (var path in new[] { layout.DeploymentLog(id), layout.Report(id), layout.Summary(id), layout.ValidationReport(id),
                layout.Result(id) })
            {
                FileTree.Delete(path);
            }
        }

        return old;
    }

    /// <summary>A result that cannot be read is kept, because nothing is known of it.</summary>
    private static long SequenceOf(string result)
    {
        try
        {
            using var json = JsonDocument.Parse(InstalledState.TryReadBytes(result));
            return json.RootElement.TryGetProperty("Sequence", out var sequence) && sequence.TryGetInt64(out var number) ? number
                : long.MaxValue;
        }
        catch (JsonException)
        {
            return long.MaxValue;
        }
    }
}
