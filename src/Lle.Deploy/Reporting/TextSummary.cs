using System.Globalization;
using System.Text;
using Lle.Deploy.Backups;
using Lle.Deploy.Deployments;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Measurements;
using Lle.Deploy.Readiness;
using Lle.Deploy.Text;
using Lle.Deploy.Transactions;

namespace Lle.Deploy.Reporting;

/// <summary>deployment_summary_ID.txt: the record on one page, for a terminal or a mail.</summary>
internal static class TextSummary
{
    public static string Render(DeploymentRecord record)
    {
        var text = new StringBuilder();
        Heading(text, record);
        Problems(text, record);
        Paths(text, record);
        Results(text, record);
        Services(text, record);
        WayBack(text, record);
        if (record.ReportPath is { Length: > 0 } report)
        {
            Line(text, $"\nFull report: {report}");
        }

        return text.ToString();
    }

    private static void Heading(StringBuilder text, DeploymentRecord record)
    {
        Line(text, StatusText.Sentence(record));
        Line(text, new string('=', Math.Min(78, StatusText.Sentence(record).Length)));
        if (Reporting.Problems.Reason(record) is { } error)
        {
            Line(text, $"Why: {error.Code}: {error.Message}");
        }

        Line(text, $"Operation: {OperationNames.Name(record.Operation)}");
        Line(text, $"Deployment ID: {record.DeploymentId}");
        Line(text, record.PreviousVersion is { Length: > 0 } old
            ? $"Version: {(record.Version.Length > 0 ? record.Version : "none")} (before: {old})"
            : $"Version: {(record.Version.Length > 0 ? record.Version : "not known")}");
        Line(text, $"Date: {Wording.Time(record.Started)} UTC");
        Line(text, $"Deployed by: {record.User}:{record.Group} on {record.Host}");
        Line(text, $"Status: {StatusNames.Name(record.Status)} ({record.StatusCode})");
        if (record.Reason is { Length: > 0 } reason)
        {
            Line(text, $"Reason: {reason}");
        }

        if (record.Undo is { } undo)
        {
            Line(text, $"Undo: {Words.Of(undo)}");
            undo.Kept.ForEach(path => Line(text, $"  changed outside of the deployment and kept: {path}"));
        }
    }

    private static void Problems(StringBuilder text, DeploymentRecord record)
    {
        if (record.Diagnostics.Count == 0)
        {
            return;
        }

        Line(text, "\nDiagnostics:");
        foreach (var problem in Reporting.Problems.InOrder(record))
        {
            Line(text, $"- {Words.Of(problem.Severity)} {problem.Code}: {problem.Message}");
            if (problem.Remedy.Length > 0)
            {
                Line(text, $"  {problem.Remedy}");
            }
        }
    }

    private static void Paths(StringBuilder text, DeploymentRecord record)
    {
        Line(text, "\nInstallation Paths:");
        Line(text, $"- Binary: {record.Layout.Binary}");
        Line(text, $"- Configuration: {record.Layout.Configuration}");
        Line(text, $"- Data: {record.Layout.DataDir}");
        Line(text, $"- Logs: {record.Layout.LogDir}");
        Line(text, $"- Backups: {record.Layout.BackupDir}");
    }

    private static void Results(StringBuilder text, DeploymentRecord record)
    {
        Line(text, "\nPhases:");
        if (record.Phases.Count == 0)
        {
            Line(text, "- none has run");
        }

        foreach (var phase in record.Phases)
        {
            var code = phase.FailureCode is { Length: > 0 } failure ? $" ({failure})" : "";
            Line(text, string.Create(CultureInfo.InvariantCulture,
                $"- {phase.Number,2}/{Phase.All.Count} {phase.Name}: {Words.Of(phase.Outcome).ToUpperInvariant()}{code}, " +
                $"{Wording.Milliseconds(phase.DurationMilliseconds)}"));
        }

        var response = Wording.Gating(record);
        Line(text, "\nMeasured:");
        Line(text, "- Start-up: " +
            Wording.Against(record.Startup?.Wall.Median, record.Budgets.MaxStartupMicroseconds, record.Startup?.Budget));
        record.Programs.ForEach(program => Line(text, $"- Start-up of {program.Path}: " +
            Wording.Against(program.Startup.Wall.Median, program.MaxStartupMicroseconds, program.Startup.Budget)));
        if (record.Budgets.MeasuresResponse)
        {
            Line(text, "- Response: " +
            Wording.Against(response?.RoundTrip.Median, record.Budgets.MaxResponseMicroseconds, response?.Budget));
        }

        Line(text, $"- Cache hit rate: {(record.CacheHitRatePercent is { } rate ? Wording.Percent(rate) : "not reported")}");
        Line(text, $"- Probes: {Probes(record)}");
        Line(text, $"- Readiness: {Score(record.Readiness, "points")}");
        Line(text, $"- Validation: {Score(record.Validation, "tests")}");
        Line(text, $"- Integrity: {record.Integrity}, authenticity: {record.Authenticity}");
    }

    private static void Services(StringBuilder text, DeploymentRecord record)
    {
        if (record.Services.Count + record.HealthChecks.Count > 0)
        {
            Line(text, "\nServices:");
        }

        record.Services.ForEach(service => Line(text,
            $"- {service.Name} ({service.Manager}): {service.Before}, {Wording.Done(service)}, now {service.After ?? "not known"}"));
        record.HealthChecks.ForEach(check => Line(text,
            $"- Health check {check.Name} ({check.Question}): {(check.Passed ? "passed" : $"failed: {check.Problem}")}"));
        if (record.Notes.Count > 0)
        {
            Line(text, "\nNotes:");
        }

        record.Notes.ForEach(note => Line(text, $"- {note}"));
    }

    private static void WayBack(StringBuilder text, DeploymentRecord record)
    {
        if (record.Backup is { } backup)
        {
            Line(text, $"\nBackup: {backup.Path} ({backup.Files} files, {Wording.Bytes(backup.Bytes)}, {backup.Rehearsed} restored on " +
                $"trial)");
        }

        if (record.RollbackCommand is { } command)
        {
            Line(text, $"To roll back: {command}");
        }
    }

    private static string Probes(DeploymentRecord record) => record.Probes.Count == 0
        ? "none has run"
        : string.Join(", ", record.Probes.GroupBy(probe => probe.Outcome).Select(group => $"{group.Count()} {Words.Of(group.Key)}"));

    private static string Score(ScoreRecord? score, string unit) => score is null
        ? Wording.NotMeasured
        : $"{score.Awarded} of {score.Maximum} {unit} ({score.Percent} %, required {score.ThresholdPercent} %)";

    /// <summary>A leading line break is ours; everything else that could break the line is escaped.</summary>
    private static void Line(StringBuilder text, string line)
    {
        if (line.StartsWith('\n'))
        {
            text.Append('\n');
            line = line[1..];
        }

        text.Append(OneLine.Escape(line)).Append('\n');
    }
}
