using Lle.Deploy.Deployments;
using Lle.Deploy.Installed;
using Lle.Deploy.Layout;
using Lle.Deploy.Posix;
using Lle.Deploy.Reporting;
using Lle.Deploy.Text;
using Lle.Deploy.Transactions;

namespace Lle.Deploy.Sessions;

/// <summary>What was done to a target last. A deployment that was undone leaves no trace in what is installed; whoever was not there, or
/// lost the terminal, finds it here.</summary>
internal static class LastRun
{
    /// <summary>So many runs of one second are looked at: their names alone do not order them.</summary>
    private const int Most = 3;

    /// <param name="layout">Of the target.</param>
    /// <param name="deployed">ID of the deployment that the status is about anyway.</param>
    /// <returns>null: the last run is that deployment, or none is known.</returns>
    public static string? Line(TargetLayout layout, string? deployed)
    {
        using var directory = PosixDirectory.TryOpen(layout.LogDir);
        return TargetLayout.IdsOfResults(directory?.Names() ?? [])
            .GroupBy(DeploymentIds.Stamp, StringComparer.Ordinal)
            .MaxBy(second => second.Key, StringComparer.Ordinal)?
            .Take(Most)
            .Select(id => (Id: id, Result: Read(layout, id)))
            .Where(run => run.Result is not null)
            .OrderByDescending(run => run.Result!.Started)
            .Take(1)
            .Where(run => run.Id != deployed)
            .Select(run => Line(run.Result!, layout.Report(run.Id)))
            .FirstOrDefault();
    }

    /// <returns>null: nobody can read it; it is a help, and no record.</returns>
    private static PastResult? Read(TargetLayout layout, string id)
    {
        try
        {
            var path = layout.Result(id);
            return InstalledState.TryReadBytes(path) is { } json ? ResultJson.Read(json, path) : null;
        }
        catch (Diagnostics.DeploymentException)
        {
            return null;
        }
    }

    private static string Line(PastResult result, string report) => OneLine.Escape(
        $"{result.Operation} {result.DeploymentId}{(result.Version.Length > 0 ? $" ({result.Version})" : "")}, "
        + $"{StatusNames.Name(result.Status)}{(result.FirstError is { } error ? $": {error}" : "")}"
        + (PathState.Look(report).Exists ? $"; report {report}" : ""));
}
