using System.Text.Json;
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
    private const string Prefix = "deployment_result_";
    private const string Suffix = ".json";

    /// <summary>So many runs can share a second, and their names alone do not order them.</summary>
    private const int Newest = 3;

    /// <param name="layout">Of the target.</param>
    /// <param name="deployed">ID of the deployment that the status is about anyway.</param>
    /// <returns>null: the last run is that deployment, or none is known.</returns>
    public static string? Line(TargetLayout layout, string? deployed)
    {
        using var directory = PosixDirectory.TryOpen(layout.LogDir);
        return (directory?.Names() ?? [])
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal) && name.EndsWith(Suffix, StringComparison.Ordinal))
            .Select(name => name[Prefix.Length..^Suffix.Length])
            .OrderByDescending(DeploymentIds.Stamp, StringComparer.Ordinal)
            .Take(Newest)
            .Select(id => Read(layout, id))
            .OfType<(string Id, DateTimeOffset Started, string Line)>()
            .OrderByDescending(run => run.Started)
            .Take(1)
            .Where(run => run.Id != deployed)
            .Select(run => run.Line)
            .FirstOrDefault();
    }

    /// <returns>null: nobody can read it; it is a help, and no record.</returns>
    private static (string Id, DateTimeOffset Started, string Line)? Read(TargetLayout layout, string id)
    {
        try
        {
            return InstalledState.TryReadText(layout.Result(id)) is { } json
                ? JsonLine.Read(json, result => (id, result.GetProperty(nameof(DeploymentRecord.Started)).GetDateTimeOffset(),
                    Line(result, layout.Report(id))))
                : null;
        }
        catch (Exception error) when (error is JsonException or Diagnostics.DeploymentException)
        {
            return null;
        }
    }

    private static string Line(JsonElement result, string report)
    {
        var version = result.Text(nameof(DeploymentRecord.Version));
        var error = result.Elements(nameof(DeploymentRecord.Diagnostics))
            .Where(each => each.Text(nameof(DiagnosticRecord.Severity)) == Words.Of(Diagnostics.Severity.Error))
            .Select(each => $": {each.Text(nameof(DiagnosticRecord.Code))} {each.Text(nameof(DiagnosticRecord.Message))}")
            .FirstOrDefault();
        return OneLine.Escape($"{result.Text(nameof(DeploymentRecord.Operation))} {result.Text(nameof(DeploymentRecord.DeploymentId))}"
            + $"{(version.Length > 0 ? $" ({version})" : "")}, {result.Text(nameof(DeploymentRecord.Status))}{error}"
            + (PathState.Look(report).Exists ? $"; report {report}" : ""));
    }
}
