using Lle.Deploy.Deployments;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Layout;
using Lle.Deploy.Logging;

namespace Lle.Deploy.Sessions;

/// <summary>Everything an operation says: to the listener, to its own log, to the audit log, and to the record that becomes the
/// reports.</summary>
internal sealed class OperationLog : IDisposable
{
    private readonly OperationListener listener;
    private readonly DeploymentRecord record;
    private readonly AuditLog? audit;
    private readonly bool isWritten;

    /// <param name="isWritten">false: nothing goes to a file, because nothing is done.</param>
    public OperationLog(TargetLayout layout, DeploymentRecord record, OperationListener listener, bool isWritten = true)
    {
        this.listener = listener;
        this.record = record;
        this.isWritten = isWritten;
        if (!isWritten)
        {
            return;
        }

        try
        {
            audit = AuditLog.Open(layout.AuditLog, TimeProvider.System);
        }
        catch (DeploymentException problem)
        {
            // Nothing is deployed without a record; but what was interrupted is put right first.
            AuditProblem = problem;
        }

        Lines.Attach(layout.DeploymentLog(record.DeploymentId));
    }

    /// <summary>The operation's own log file.</summary>
    public DeploymentLog Lines { get; } = new(TimeProvider.System);

    /// <summary>Why nothing can be written to the audit log; null: it can.</summary>
    public DeploymentException? AuditProblem { get; }

    /// <summary>Code and message of the last error; null: there is none.</summary>
    public string? LastError => LastErrorRecord is { } error ? $"{error.Code}: {error.Message}" : null;

    /// <summary>Empty: there is none.</summary>
    public string LastErrorCode => LastErrorRecord?.Code ?? "";

    private DiagnosticRecord? LastErrorRecord => record.Diagnostics.LastOrDefault(d => d.Severity == Severity.Error);

    public void Info(string text) => Lines.Info(text);

    /// <exception cref="DeploymentException">The line is not on disk.</exception>
    public void Audit(string text, bool withNext = false)
    {
        if (isWritten)
        {
            (audit ?? throw AuditProblem!).Append(record.DeploymentId, text, withNext);
        }
    }

    /// <summary>For what may not stop because a log cannot be written: an undo, and what follows a commit.</summary>
    public void TryAudit(string text) => Try(() => Audit(text));

    public void NoteAuditHead() => record.AuditHead = audit?.Head;

    /// <summary>Tells people, the log and the record.</summary>
    public void Tell(Diagnostic diagnostic)
    {
        listener.Tell(diagnostic);
        Note(diagnostic);
    }

    public void Tell(DeploymentException error)
    {
        foreach (var diagnostic in error.Diagnostics)
        {
            Tell(diagnostic);
        }
    }

    public void TellAsWarnings(DeploymentException error)
    {
        foreach (var diagnostic in error.AfterDecision)
        {
            Tell(diagnostic);
        }
    }

    /// <summary>For the log and the record only.</summary>
    public void Note(DeploymentException error)
    {
        foreach (var diagnostic in error.Diagnostics)
        {
            Note(diagnostic);
        }
    }

    /// <summary>For what follows a commit: a failure is told, and undoes nothing.</summary>
    public void Try(Action action)
    {
        try
        {
            action();
        }
        catch (DeploymentException error)
        {
            TellAsWarnings(error);
        }
    }

    private void Note(Diagnostic diagnostic)
    {
        Lines.Report(diagnostic);
        record.Diagnostics.Add(DiagnosticRecord.Of(diagnostic));
    }

    public void Dispose()
    {
        Lines.Dispose();
        audit?.Dispose();
    }
}
