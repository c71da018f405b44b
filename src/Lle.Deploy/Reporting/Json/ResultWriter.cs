using System.Buffers;
using System.Text.Json;
using Lle.Deploy.Deployments;
using Lle.Deploy.Text;

namespace Lle.Deploy.Reporting.Json;

/// <summary>
/// Writes a record as docs/deployment-result.schema.json describes it. By hand: the serializer would look at every type first, which costs
/// a fresh process 50 ms, and words belong to this layer.
/// </summary>
internal static class ResultWriter
{
    public static void Write(IBufferWriter<byte> output, DeploymentRecord record) => JsonPage.Write(output, writer =>
    {
        Identity(writer, record);
        Outcome(writer, record);
        Measurements(writer, record);
        Target(writer, record);
        Records(writer, record);
    });

    private static void Identity(Utf8JsonWriter writer, DeploymentRecord record)
    {
        writer.WriteNumber(nameof(record.Schema), record.Schema);
        writer.WriteString(nameof(record.Operation), OperationNames.Name(record.Operation));
        writer.WriteString(nameof(record.DeploymentId), record.DeploymentId);
        writer.WriteNumber(nameof(record.Sequence), record.Sequence);
        writer.WriteString(nameof(record.Version), record.Version);
        writer.WriteString(nameof(record.PreviousDeploymentId), record.PreviousDeploymentId);
        writer.WriteString(nameof(record.PreviousVersion), record.PreviousVersion);
    }

    private static void Outcome(Utf8JsonWriter writer, DeploymentRecord record)
    {
        writer.WriteString(nameof(record.Status), StatusNames.Name(record.Status));
        writer.WriteString(nameof(record.Cause), Words.Of(record.Cause));
        writer.WriteNumber(nameof(record.StatusCode), record.StatusCode);
        writer.WriteString(nameof(record.Started), record.Started);
        writer.Time(nameof(record.Finished), record.Finished);
        writer.WriteString(nameof(record.User), record.User);
        writer.WriteString(nameof(record.Group), record.Group);
        writer.WriteString(nameof(record.Host), record.Host);
        writer.Layout(nameof(record.Layout), record.Layout);
        writer.WriteString(nameof(record.PayloadDir), record.PayloadDir);
        writer.WriteString(nameof(record.Sha256), record.Sha256);
        writer.WriteString(nameof(record.PreviousSha256), record.PreviousSha256);
        writer.WriteString(nameof(record.Integrity), record.Integrity);
        writer.WriteString(nameof(record.Authenticity), record.Authenticity);
        writer.Budgets(nameof(record.Budgets), record.Budgets);
        writer.List(nameof(record.Phases), record.Phases, PartWriter.Phase);
        writer.List(nameof(record.Probes), record.Probes, PartWriter.Probe);
        writer.List(nameof(record.Services), record.Services, PartWriter.Service);
        writer.List(nameof(record.HealthChecks), record.HealthChecks, PartWriter.HealthCheck);
        writer.Texts(nameof(record.Notes), record.Notes);
    }

    private static void Measurements(Utf8JsonWriter writer, DeploymentRecord record)
    {
        writer.Object(nameof(record.Startup), record.Startup, MeasurementWriter.Startup);
        writer.List(nameof(record.Programs), record.Programs, MeasurementWriter.Program);
        writer.Object(nameof(record.PipeResponse), record.PipeResponse, MeasurementWriter.Response);
        writer.Object(nameof(record.TerminalResponse), record.TerminalResponse, MeasurementWriter.Response);
        writer.Number(nameof(record.CacheHitRatePercent), record.CacheHitRatePercent);
        writer.Object(nameof(record.Comparison), record.Comparison, MeasurementWriter.Comparison);
        writer.List(nameof(record.History), record.History, MeasurementWriter.History);
        writer.Object(nameof(record.Readiness), record.Readiness, PartWriter.Score);
        writer.Object(nameof(record.Validation), record.Validation, PartWriter.Score);
    }

    private static void Target(Utf8JsonWriter writer, DeploymentRecord record)
    {
        writer.List(nameof(record.Permissions), record.Permissions, PartWriter.Permission);
        writer.List(nameof(record.Files), record.Files, PartWriter.File);
        writer.WriteBoolean(nameof(record.HasConfiguration), record.HasConfiguration);
        writer.WriteString(nameof(record.ConfigurationDiff), record.ConfigurationDiff);
        writer.Object(nameof(record.Backup), record.Backup, PartWriter.Backup);
        writer.Object(nameof(record.Undo), record.Undo, PartWriter.Undo);
        writer.WriteString(nameof(record.RollbackCommand), record.RollbackCommand);
        writer.WriteString(nameof(record.Reason), record.Reason);
        writer.List(nameof(record.Diagnostics), record.Diagnostics, PartWriter.Problem);
    }

    private static void Records(Utf8JsonWriter writer, DeploymentRecord record)
    {
        writer.WriteString(nameof(record.AuditHead), record.AuditHead);
        writer.WriteString(nameof(record.LogPath), record.LogPath);
        writer.WriteString(nameof(record.ReportPath), record.ReportPath);
        writer.WriteString(nameof(record.SummaryPath), record.SummaryPath);
        writer.WriteString(nameof(record.ResultPath), record.ResultPath);
        writer.Texts(nameof(record.LogExcerpt), record.LogExcerpt);
    }
}
