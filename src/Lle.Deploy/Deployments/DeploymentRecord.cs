using System.Text.Json.Serialization;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Measurements;
using Lle.Deploy.Probes;
using Lle.Deploy.Transactions;

namespace Lle.Deploy.Deployments;

/// <summary>
/// Everything that is known of one operation on the target: the one model behind the HTML report, the summary, the result JSON, the
/// items handed back to the build, and the status. Every figure in it was measured; what was not measured is null.
/// Times are UTC; durations are milliseconds unless the name says otherwise.
/// </summary>
internal sealed class DeploymentRecord
{
    public int Schema { get; set; } = 1;

    /// <summary>deploy, update, rollback, restore, recover or backup.</summary>
    public string Operation { get; set; } = "deploy";

    public string DeploymentId { get; set; } = "";

    /// <summary>Orders the deployments of a target; never the clock, never a name.</summary>
    public long Sequence { get; set; }

    public string Version { get; set; } = "";

    public string? PreviousDeploymentId { get; set; }

    public string? PreviousVersion { get; set; }

    [JsonIgnore]
    public DeploymentStatus Status { get; set; } = DeploymentStatus.InProgress;

    /// <summary>The status as JSON spells it; as a text, because a converter would cost the serializer its short way.</summary>
    [JsonPropertyName("Status")]
    public string StatusName
    {
        get => StatusNames.Name(Status);
        set => Status = StatusNames.Parse(value);
    }

    /// <summary>The document's code: 0 success, 1 warning, 2 error, 3 critical, 4 rollback.</summary>
    public int StatusCode { get; set; }

    public DateTimeOffset Started { get; set; }

    public DateTimeOffset? Finished { get; set; }

    public string User { get; set; } = "";

    public string Group { get; set; } = "";

    public string Host { get; set; } = "";

    public LayoutRecord Layout { get; set; } = new();

    public string? PayloadDir { get; set; }

    /// <summary>SHA-256 of the installed binary, lower-case hexadecimal.</summary>
    public string? Sha256 { get; set; }

    public string? PreviousSha256 { get; set; }

    /// <summary>"checked" or "not checked".</summary>
    public string Integrity { get; set; } = "not checked";

    /// <summary>"checked" (with the key's name behind it) or "not checked".</summary>
    public string Authenticity { get; set; } = "not checked";

    public BudgetRecord Budgets { get; set; } = new();

    public List<PhaseRecord> Phases { get; set; } = [];

    public List<ProbeRecord> Probes { get; set; } = [];

    public StartupRecord? Startup { get; set; }

    public ResponseRecord? PipeResponse { get; set; }

    public ResponseRecord? TerminalResponse { get; set; }

    /// <summary>Percent; null where the shell reports none.</summary>
    public double? CacheHitRatePercent { get; set; }

    public ComparisonRecord? Comparison { get; set; }

    /// <summary>Earlier deployments' measurements, oldest first.</summary>
    public List<HistoryRecord> History { get; set; } = [];

    public ScoreRecord? Readiness { get; set; }

    public ScoreRecord? Validation { get; set; }

    public List<PermissionRecord> Permissions { get; set; } = [];

    public List<FileRecord> Files { get; set; } = [];

    /// <summary>Unified diff of lle.conf, old against new; empty where nothing changed; null where there was no old one.</summary>
    public string? ConfigurationDiff { get; set; }

    public BackupRecord? Backup { get; set; }

    public UndoRecord? Undo { get; set; }

    public string? Reason { get; set; }

    public List<DiagnosticRecord> Diagnostics { get; set; } = [];

    /// <summary>Hash of the audit log's last line; keep it elsewhere to notice an edited log.</summary>
    public string? AuditHead { get; set; }

    public string? LogPath { get; set; }

    public string? ReportPath { get; set; }

    public string? SummaryPath { get; set; }

    public string? ResultPath { get; set; }

    /// <summary>The last lines of the deployment log.</summary>
    public List<string> LogExcerpt { get; set; } = [];
}

internal sealed class LayoutRecord
{
    public string Prefix { get; set; } = "";

    public string Binary { get; set; } = "";

    public string ConfigDir { get; set; } = "";

    public string DataDir { get; set; } = "";

    public string LogDir { get; set; } = "";

    public string BackupDir { get; set; } = "";
}

internal sealed class BudgetRecord
{
    public double MaxStartupMicroseconds { get; set; }

    public double MaxResponseMicroseconds { get; set; }

    public double MinCacheHitRatePercent { get; set; }

    public double TolerancePercent { get; set; }

    /// <summary>pipe or terminal.</summary>
    public string ResponseMode { get; set; } = "pipe";

    /// <summary>false: the program holds no interactive sessions, and nobody expects a response time of it (LleMeasureResponse).</summary>
    public bool MeasuresResponse { get; set; } = true;
}

internal sealed class PhaseRecord
{
    public int Number { get; set; }

    public string Name { get; set; } = "";

    /// <summary>passed, degraded or failed.</summary>
    public string Outcome { get; set; } = "";

    /// <summary>From the deployment's start.</summary>
    public double StartMilliseconds { get; set; }

    public double DurationMilliseconds { get; set; }

    /// <summary>The document's code of a failed phase, for example BINARY_001; else null.</summary>
    public string? FailureCode { get; set; }
}

/// <summary>The readiness assessment (20 points) or the validation (eight tests).</summary>
internal sealed class ScoreRecord
{
    public int Awarded { get; set; }

    public int Maximum { get; set; }

    public int Percent { get; set; }

    public int ThresholdPercent { get; set; }

    public List<ScoreLineRecord> Lines { get; set; } = [];
}

internal sealed class ScoreLineRecord
{
    public string Name { get; set; } = "";

    public int Awarded { get; set; }

    public int Maximum { get; set; }

    public string Evidence { get; set; } = "";
}

internal sealed class PermissionRecord
{
    public string Path { get; set; } = "";

    /// <summary>Octal mode and owner, for example "755 root:root".</summary>
    public string Found { get; set; } = "";

    public string Expected { get; set; } = "";

    public bool Passed { get; set; }
}

internal sealed class FileRecord
{
    public string Path { get; set; } = "";

    /// <summary>created, replaced, unchanged or removed.</summary>
    public string Change { get; set; } = "";

    public string? Sha256 { get; set; }

    public string? Mode { get; set; }

    public long? Size { get; set; }
}

internal sealed class BackupRecord
{
    public string Timestamp { get; set; } = "";

    public string Path { get; set; } = "";

    public int Files { get; set; }

    public long Bytes { get; set; }

    /// <summary>Files a rollback would bring back: all but the logs.</summary>
    public int Restorable { get; set; }

    /// <summary>How many of them were restored into scratch and compared before anything was changed.</summary>
    public int Rehearsed { get; set; }
}

internal sealed class UndoRecord
{
    /// <summary>"rolled back, verified", "rolled back, NOT verified: PATH" or "rolled back: nothing was installed before".</summary>
    public string Outcome { get; set; } = "";

    public bool Verified { get; set; }

    public List<string> Restored { get; set; } = [];

    public List<string> Removed { get; set; } = [];

    /// <summary>Changed by somebody else meanwhile, and left alone.</summary>
    public List<string> Kept { get; set; } = [];
}

internal sealed class DiagnosticRecord
{
    public string Code { get; set; } = "";

    public string Severity { get; set; } = "";

    public string? Property { get; set; }

    public string? File { get; set; }

    public int Line { get; set; }

    public int Column { get; set; }

    public string Message { get; set; } = "";

    public string Remedy { get; set; } = "";
}
