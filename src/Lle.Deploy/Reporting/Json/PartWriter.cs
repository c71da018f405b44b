using System.Text.Json;
using Lle.Deploy.Deployments;
using Lle.Deploy.Probes;

namespace Lle.Deploy.Reporting.Json;

/// <summary>The parts of a record that are no measurements.</summary>
internal static class PartWriter
{
    public static void Layout(this Utf8JsonWriter writer, string name, LayoutRecord layout) =>
        writer.Object(name, layout, static (writer, layout) =>
    {
        writer.WriteString(nameof(layout.Prefix), layout.Prefix);
        writer.WriteString(nameof(layout.Binary), layout.Binary);
        writer.WriteString(nameof(layout.ConfigDir), layout.ConfigDir);
        writer.WriteString(nameof(layout.ConfigName), layout.ConfigName);
        writer.WriteString(nameof(layout.Configuration), layout.Configuration);
        writer.WriteString(nameof(layout.DataDir), layout.DataDir);
        writer.WriteString(nameof(layout.LogDir), layout.LogDir);
        writer.WriteString(nameof(layout.BackupDir), layout.BackupDir);
    });

    public static void Budgets(this Utf8JsonWriter writer, string name, BudgetRecord budgets) =>
        writer.Object(name, budgets, static (writer, budgets) =>
    {
        writer.Number(nameof(budgets.MaxStartupMicroseconds), budgets.MaxStartupMicroseconds);
        writer.Number(nameof(budgets.MaxResponseMicroseconds), budgets.MaxResponseMicroseconds);
        writer.Number(nameof(budgets.MinCacheHitRatePercent), budgets.MinCacheHitRatePercent);
        writer.Number(nameof(budgets.TolerancePercent), budgets.TolerancePercent);
        writer.WriteString(nameof(budgets.ResponseMode), Words.Of(budgets.ResponseMode));
        writer.WriteBoolean(nameof(budgets.MeasuresResponse), budgets.MeasuresResponse);
    });

    public static void Phase(Utf8JsonWriter writer, PhaseRecord phase)
    {
        writer.WriteNumber(nameof(phase.Number), phase.Number);
        writer.WriteString(nameof(phase.Name), phase.Name);
        writer.WriteString(nameof(phase.Outcome), Words.Of(phase.Outcome));
        writer.Number(nameof(phase.StartMilliseconds), phase.StartMilliseconds);
        writer.Number(nameof(phase.DurationMilliseconds), phase.DurationMilliseconds);
        writer.WriteString(nameof(phase.FailureCode), phase.FailureCode);
    }

    public static void Probe(Utf8JsonWriter writer, ProbeRecord probe)
    {
        writer.WriteString(nameof(probe.Name), probe.Name);
        writer.WriteString(nameof(probe.Input), probe.Input);
        writer.WriteString(nameof(probe.Outcome), Words.Of(probe.Outcome));
        writer.WriteString(nameof(probe.Evidence), probe.Evidence);
        writer.WriteString(nameof(probe.Answer), probe.Answer);
        writer.Number(nameof(probe.ExitCode), probe.ExitCode);
        writer.Number(nameof(probe.DurationMilliseconds), probe.DurationMilliseconds);
    }

    public static void Service(Utf8JsonWriter writer, ServiceRecord service)
    {
        writer.WriteString(nameof(service.Name), service.Name);
        writer.WriteString(nameof(service.Manager), service.Manager);
        writer.WriteString(nameof(service.Unit), service.Unit);
        writer.WriteString(nameof(service.Before), service.Before);
        writer.Texts(nameof(service.Actions), service.Actions);
        writer.WriteString(nameof(service.After), service.After);
    }

    public static void HealthCheck(Utf8JsonWriter writer, HealthRecord check)
    {
        writer.WriteString(nameof(check.Name), check.Name);
        writer.WriteString(nameof(check.Question), check.Question);
        writer.WriteBoolean(nameof(check.Passed), check.Passed);
        writer.WriteString(nameof(check.Problem), check.Problem);
        writer.WriteNumber(nameof(check.Attempts), check.Attempts);
        writer.Number(nameof(check.DurationMilliseconds), check.DurationMilliseconds);
    }

    public static void Score(Utf8JsonWriter writer, ScoreRecord score)
    {
        writer.WriteNumber(nameof(score.Awarded), score.Awarded);
        writer.WriteNumber(nameof(score.Maximum), score.Maximum);
        writer.WriteNumber(nameof(score.Percent), score.Percent);
        writer.WriteNumber(nameof(score.ThresholdPercent), score.ThresholdPercent);
        writer.List(nameof(score.Lines), score.Lines, static (writer, line) =>
        {
            writer.WriteString(nameof(line.Name), line.Name);
            writer.WriteNumber(nameof(line.Awarded), line.Awarded);
            writer.WriteNumber(nameof(line.Maximum), line.Maximum);
            writer.WriteString(nameof(line.Evidence), line.Evidence);
        });
    }

    public static void Permission(Utf8JsonWriter writer, PermissionRecord permission)
    {
        writer.WriteString(nameof(permission.Path), permission.Path);
        writer.WriteString(nameof(permission.Found), permission.Found);
        writer.WriteString(nameof(permission.Expected), permission.Expected);
        writer.WriteBoolean(nameof(permission.Passed), permission.Passed);
    }

    public static void File(Utf8JsonWriter writer, FileRecord file)
    {
        writer.WriteString(nameof(file.Path), file.Path);
        writer.WriteString(nameof(file.Change), Words.Of(file.Change));
        writer.WriteString(nameof(file.Sha256), file.Sha256);
        writer.WriteString(nameof(file.Mode), file.Mode);
        writer.Number(nameof(file.Size), file.Size);
    }

    public static void Backup(Utf8JsonWriter writer, BackupRecord backup)
    {
        writer.WriteString(nameof(backup.Timestamp), backup.Timestamp);
        writer.WriteString(nameof(backup.Path), backup.Path);
        writer.WriteNumber(nameof(backup.Files), backup.Files);
        writer.WriteNumber(nameof(backup.Bytes), backup.Bytes);
        writer.WriteNumber(nameof(backup.Restorable), backup.Restorable);
        writer.WriteNumber(nameof(backup.Rehearsed), backup.Rehearsed);
    }

    public static void Undo(Utf8JsonWriter writer, UndoRecord undo)
    {
        writer.WriteString(nameof(undo.Outcome), Words.Of(undo));
        writer.WriteString(nameof(undo.Action), Words.Of(undo.Action));
        writer.WriteBoolean(nameof(undo.Verified), undo.Verified);
        writer.WriteString(nameof(undo.Problem), undo.Problem);
        writer.WriteString(nameof(undo.ServiceProblem), undo.ServiceProblem);
        writer.Texts(nameof(undo.Restored), undo.Restored);
        writer.Texts(nameof(undo.Removed), undo.Removed);
        writer.Texts(nameof(undo.Kept), undo.Kept);
    }

    public static void Problem(Utf8JsonWriter writer, DiagnosticRecord problem)
    {
        writer.WriteString(nameof(problem.Code), problem.Code);
        writer.WriteString(nameof(problem.Severity), Words.Of(problem.Severity));
        writer.WriteBoolean(nameof(problem.IsProminent), problem.IsProminent);
        writer.WriteString(nameof(problem.Property), problem.Property);
        writer.WriteString(nameof(problem.File), problem.File);
        writer.WriteNumber(nameof(problem.Line), problem.Line);
        writer.WriteNumber(nameof(problem.Column), problem.Column);
        writer.WriteString(nameof(problem.Message), problem.Message);
        writer.WriteString(nameof(problem.Remedy), problem.Remedy);
    }
}
