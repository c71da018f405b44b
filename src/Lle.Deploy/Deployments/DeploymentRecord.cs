using Lle.Deploy.Measurements;
using Lle.Deploy.Probes;

namespace Lle.Deploy.Deployments;

/// <summary>
/// Everything that is known of one operation on the target: the one model behind the HTML report, the summary, the result JSON, the items
/// handed back to the build, and the status. Every figure in it was measured; what was not measured is null. Times are UTC; durations are
/// milliseconds unless the name says otherwise.
/// </summary>
internal sealed class DeploymentRecord
{
    public int Schema { get; set; } = 1;

    public OperationKind Operation { get; set; }

    public string DeploymentId { get; set; } = "";

    /// <summary>Orders the deployments of a target; never the clock, never a name.</summary>
    public long Sequence { get; set; }

    public string Version { get; set; } = "";

    /// <summary>The payload has a configuration template; without one no lle.conf is installed, and none is missed.</summary>
    public bool HasConfiguration { get; set; } = true;

    public string? PreviousDeploymentId { get; set; }

    public string? PreviousVersion { get; set; }

    public DeploymentStatus Status { get; set; } = DeploymentStatus.InProgress;

    /// <summary>Why a person has to look; None unless the status is NeedsAttention.</summary>
    public AttentionCause Cause { get; set; }

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

    /// <summary>"checked", "not checked" or "mismatch".</summary>
    public string Integrity { get; set; } = "not checked";

    /// <summary>"checked" (with the key's name behind it) or "not checked".</summary>
    public string Authenticity { get; set; } = "not checked";

    public BudgetRecord Budgets { get; set; } = new();

    public List<PhaseRecord> Phases { get; set; } = [];

    public List<ProbeRecord> Probes { get; set; } = [];

    /// <summary>What runs what is deployed.</summary>
    public List<ServiceRecord> Services { get; set; } = [];

    public List<HealthRecord> HealthChecks { get; set; } = [];

    /// <summary>What people should know that is no fault: which programs to restart, where a program looks for its files.</summary>
    public List<string> Notes { get; set; } = [];

    public StartupRecord? Startup { get; set; }

    /// <summary>Further programs of the payload, as they were measured.</summary>
    public List<ProgramRecord> Programs { get; set; } = [];

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

    /// <summary>After a restore made anew whenever they are asked for.</summary>
    public IReadOnlyCollection<FileRecord> Files { get; set; } = [];

    /// <summary>Unified diff of lle.conf, old against new; empty where nothing changed; null where there was no old one.</summary>
    public string? ConfigurationDiff { get; set; }

    public BackupRecord? Backup { get; set; }

    public UndoRecord? Undo { get; set; }

    /// <summary>Rolls this deployment back; in the words of the front end that ran it. null: nothing to roll back, or no such
    /// command.</summary>
    public string? RollbackCommand { get; set; }

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
