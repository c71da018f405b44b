using Lle.Deploy.Deployments;
using Lle.Deploy.Measurements;
using Lle.Deploy.Readiness;
using Lle.Deploy.Text;
using Lle.Deploy.Transactions;

namespace Lle.Deploy.Reporting;

/// <summary>The few lines a build ends with: the outcome, and what was measured. What was not measured is not mentioned.</summary>
internal static class SummaryLines
{
    public static IEnumerable<string> Of(DeploymentRecord record)
    {
        yield return $"{StatusText.Sentence(record)} ({Run(record)}status {StatusNames.Name(record.Status)})";
        if (record.Status == DeploymentStatus.Unchanged)
        {
            foreach (var (name, figure, measured) in LastFigures.Of(record))
            {
                yield return $"  {name.ToLowerInvariant(),-10} {Wording.Microseconds(figure, figure)}, measured by {measured}";
            }
        }

        if (record.Startup is { } startup)
        {
            yield return $"  start-up   {Figures(startup.Wall)}, budget {In(record.Budgets.MaxStartupMicroseconds, startup.Wall)}: " +
                $"{Words.Of(startup.Budget)}{Wording.Undecided(startup.IsDecided)}";
            if (Wording.Ratio(startup.Ratio) is { } ratio)
            {
                yield return $"             {ratio}";
            }
        }

        foreach (var response in new[] { record.PipeResponse, record.TerminalResponse }.OfType<ResponseRecord>())
        {
            var budget = response.Gating
                ? $", budget {In(record.Budgets.MaxResponseMicroseconds, response.RoundTrip)}: {Words.Of(response.Budget)}"
                    + Wording.Undecided(response.IsDecided)
                : ", reported only";
            yield return $"  response   {Figures(response.RoundTrip)} ({Words.Of(response.Mode)}){budget}";
            if (response.Gating && Wording.Ratio(response.Ratio) is { } ratio)
            {
                yield return $"             {ratio}";
            }
        }

        if (record.Comparison is { } change)
        {
            yield return $"  new to old {Wording.Change(change)}";
        }

        foreach (var service in record.Services)
        {
            yield return $"  service    {service.Name}: {Wording.Done(service)}, now {service.After ?? "not known"}";
        }

        if (record.Readiness is { } readiness)
        {
            yield return $"  readiness  {readiness.Awarded} of {readiness.Maximum} points ({readiness.Percent} %, required " +
                $"{readiness.ThresholdPercent} %)";
        }

        if (record.Validation is { } validation)
        {
            yield return $"  validation {validation.Awarded} of {validation.Maximum} tests ({validation.Percent} %, required " +
                $"{validation.ThresholdPercent} %)";
        }

        if (record.Undo is { } undo)
        {
            yield return $"  undo       {Words.Of(undo)}";
        }

        if (record.AuditHead is { } head)
        {
            yield return $"  audit head {head}";
        }

        if (record.RollbackCommand is { } command)
        {
            yield return $"  roll back  {command}";
        }
    }

    /// <summary>Without what is not known: a recovery of nothing has no ID, and what was installed by hand no version.</summary>
    private static string Run(DeploymentRecord record) =>
        $"{OperationNames.Name(record.Operation)}{(record.DeploymentId.Length > 0 ? $" {record.DeploymentId}" : "")}, " +
            $"{(record.Version.Length > 0 ? $"version {record.Version}, " : "")}";

    public static IEnumerable<string> Of(PlanRecord plan)
    {
        yield return plan.Operation switch
        {
            OperationKind.Rollback => $"Would roll back version {plan.InstalledVersion ?? "of unknown name"}",
            OperationKind.Uninstall => $"Would uninstall version {plan.InstalledVersion ?? "of unknown name"}",
            OperationKind.Restore => $"Would restore a backup over version {plan.InstalledVersion ?? "of unknown name"}",
            _ when plan.ChangesNothing =>
                $"Would change nothing: version {plan.Version} is in use already, with the same payload and options",
            _ => $"Would deploy version {plan.Version} over {plan.InstalledVersion ?? "nothing"}; integrity: {plan.Integrity}, " +
            $"authenticity: {plan.Authenticity}",
        };
        foreach (var (path, action, reason) in plan.Files)
        {
            yield return $"  {PlanText.Name(action),-7} {path}{(reason.Length > 0 ? $" ({reason})" : "")}";
        }

        foreach (var service in plan.Services)
        {
            yield return $"  {service.Action ?? "keep",-7} service {service.Name} ({service.Manager}, now {service.State})";
        }

        foreach (var note in plan.Notes)
        {
            yield return $"  note    {note}";
        }

        foreach (var line in (plan.ConfigurationDiff ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            yield return $"  {OneLine.Escape(line)}";
        }
    }

    private static string Figures(StatisticsRecord figures) =>
        $"median {In(figures.Median, figures)}, p95 {In(figures.P95, figures)}, n={figures.Count}";

    /// <summary>All figures of a line are in the unit of its median.</summary>
    private static string In(double microseconds, StatisticsRecord figures) => Wording.Microseconds(microseconds, figures.Median);
}
