using System.Diagnostics;
using Lle.Deploy.Backups;
using Lle.Deploy.Deployments;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Installed;
using Lle.Deploy.Layout;
using Lle.Deploy.Options;
using Lle.Deploy.Payload;
using Lle.Deploy.Posix;
using Lle.Deploy.Processes;
using Lle.Deploy.Reporting;
using Lle.Deploy.Text;
using Lle.Deploy.Transactions;

namespace Lle.Deploy.Operations;

/// <summary>
/// One deployment from the lock to the report. Steps run one at a time; whatever ends it early (a failed step, cancellation, SIGTERM, the end of the
/// process's patience) undoes the transaction before anybody hears of it.
/// </summary>
internal sealed class Deployment : IDisposable
{
    private readonly Lock gate = new();
    private readonly SignalGuard guard;
    private readonly IReadOnlyList<PhaseStep> steps;
    private readonly Stopwatch clock = Stopwatch.StartNew();
    private readonly Task earlyCompilation;
    private PhaseRecord? phase;
    private int next;
    private bool failed;
    private bool concluded;

    private Deployment(TargetSession session, IReadOnlyList<PhaseStep> steps, Task earlyCompilation)
    {
        Session = session;
        this.steps = steps;
        this.earlyCompilation = earlyCompilation;
        guard = new SignalGuard(CancellationToken.None, signal => End($"{signal}"));
    }

    public TargetSession Session { get; }

    public DeploymentOptions Options => Session.Options;

    public TargetLayout Layout => Session.Layout;

    public DeploymentRecord Record => Session.Record;

    /// <summary>Set by phase 1.</summary>
    public PayloadFolder? Payload { get; set; }

    /// <summary>The unpacked update package; gone again when the deployment has ended, however it ended.</summary>
    public UpdatePackage? Package { get; set; }

    /// <summary>Set by phase 2, the first that changes anything.</summary>
    public Transaction? Transaction { get; set; }

    /// <summary>A budget or the score missed its mark within tolerance, and LleKeepDegraded is set.</summary>
    public bool IsDegraded { get; private set; }

    /// <summary>Whether version, binary or configuration differ from what stood before.</summary>
    public bool ChangesAnything =>
        Record.PreviousVersion != Record.Version
        || Record.Files.Any(f => f.Change != "unchanged" && (f.Path == Layout.Binary || f.Path == Layout.Configuration));

    public bool IsConcluded => concluded;

    public static Deployment Open(
        DeploymentOptions options, IReadOnlyList<PhaseStep> steps, OperationListener listener, string operation = "deploy", string idPrefix = "")
    {
        var earlyCompilation = EarlyCompilation.Start();
        var session = TargetSession.Open(options, operation, idPrefix, listener);
        session.Record.PayloadDir = options.PayloadDir;
        try
        {
            session.ReadPrevious();
            session.Info("=== LLE PRODUCTION DEPLOYMENT INITIATED ===");
            session.Info($"Deployment ID: {session.Id}");
            session.Info($"Deployment Version: {options.Version}");
            session.Info($"Target Environment: {options.Layout.Prefix}");
            session.Audit($"Deployment initiated: {session.Id} (Version: {options.Version}) by {session.Record.User}:{session.Record.Group}");
            return new Deployment(session, steps, earlyCompilation);
        }
        catch (DeploymentException error)
        {
            using (session)
            {
                // Whoever opened it tells the error too; here it gets into the log and the report.
                session.Note(error);
                session.Conclude(DeploymentStatus.Failed);
            }

            throw;
        }
    }

    /// <summary>Runs one step.</summary>
    /// <returns>Whether it passed; where it did not, the diagnostics have been told.</returns>
    public bool Run(PhaseStep step, CancellationToken cancellation)
    {
        lock (gate)
        {
            if (concluded)
            {
                Session.Tell(DiagnosticCatalog.DeploymentEnded(Session.Id));
                return false;
            }

            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, guard.Token);
            if (!IsNext(step))
            {
                return false;
            }

            Attempt(() =>
            {
                if (step.Begins)
                {
                    Begin(step.Phase);
                }

                step.Execute(this, either.Token);
            });
            next++;
            if (failed || step.Ends)
            {
                Attempt(() => End(step.Phase));
            }

            if (either.IsCancellationRequested && !concluded && Transaction is not { IsOpen: false })
            {
                Session.Tell(DiagnosticCatalog.Cancelled($"Deployment {Session.Id}"));
                failed = true;
                Abandon("the build was cancelled");
            }

            return !failed;
        }
    }

    /// <summary>The one order there is; what comes out of it fails the deployment, the commit among it.</summary>
    private bool IsNext(PhaseStep step)
    {
        if (!failed && next < steps.Count && steps[next] == step)
        {
            return true;
        }

        if (!failed)
        {
            var expected = next < steps.Count ? steps[next] : null;
            Tell(DiagnosticCatalog.StepOutOfOrder(step.Name, step.Phase.Name, expected?.Name, expected?.Phase.Name));
        }

        return false;
    }

    /// <summary>What goes wrong before the commit fails the deployment, whatever it is; what goes wrong after it is a warning.</summary>
    private void Attempt(Action action)
    {
        try
        {
            action();
        }
        catch (OperationCanceledException)
        {
            failed = true;
        }
        catch (Exception error)
        {
            var found = error as DeploymentException ?? new DeploymentException(DiagnosticCatalog.InternalError($"deployment {Session.Id}", $"{error.GetType().Name}: {error.Message}"));
            if (Transaction is { IsOpen: false })
            {
                Session.TellAsWarnings(found);
            }
            else
            {
                failed = true;
                Session.Tell(found);
            }
        }
    }

    /// <summary>Nothing of ours runs beside what is measured from here on. (What went wrong with compiling early will show when the code is needed.)</summary>
    public void AwaitQuiet() => _ = Task.WaitAny(earlyCompilation);

    /// <summary>A finding of a step: an error fails the phase, a warning does not.</summary>
    public void Tell(Diagnostic diagnostic)
    {
        failed |= diagnostic.Severity == Severity.Error;
        Session.Tell(diagnostic);
    }

    /// <summary>A mark missed within tolerance: fails the phase, unless such a deployment is to stay for a person to decide.</summary>
    public void TellMissed(Diagnostic diagnostic)
    {
        IsDegraded |= Options.KeepDegraded;
        Tell(diagnostic with { Severity = Options.KeepDegraded ? Severity.Warning : Severity.Error });
    }

    private void Begin(Phase begun)
    {
        phase = new PhaseRecord { Number = begun.Number, Name = begun.Name, StartMilliseconds = clock.Elapsed.TotalMilliseconds };
        Record.Phases.Add(phase);
        Session.Listener.PhaseStarted(begun);
        Session.Log.BeginPhase(begun.Number, begun.Name);
        Session.Audit($"Phase started: {begun.Name}");
    }

    private void End(Phase ended)
    {
        phase!.DurationMilliseconds = clock.Elapsed.TotalMilliseconds - phase.StartMilliseconds;
        phase.Outcome = failed ? "failed" : IsDegraded && ended.Number is 8 or 10 ? "degraded" : "passed";
        if (failed)
        {
            phase.FailureCode = ended.FailureCode;
            Session.Log.FailPhase(StatusNames.Code(DeploymentStatus.Failed));
            Session.Log.Critical($"CRITICAL ERROR: phase {ended.Number} failed ({ended.FailureCode} {LastErrorCode})");
            Session.Audit($"Phase failed: {ended.Name} (ERROR: {ended.FailureCode} {LastErrorCode})");
        }
        else
        {
            Session.Log.CompletePhase();
            Session.Audit($"Phase completed: {ended.Name} (SUCCESS)");
        }

        Session.Listener.PhaseEnded(ended, phase);
    }

    /// <summary>Code and message of the last error; null: there is none.</summary>
    public string? LastError => LastErrorRecord is { } error ? $"{error.Code}: {error.Message}" : null;

    private string LastErrorCode => LastErrorRecord?.Code ?? "";

    private DiagnosticRecord? LastErrorRecord => Record.Diagnostics.LastOrDefault(d => d.Severity == "error");

    /// <summary>
    /// Ends a deployment that may not stay: undoes it (unless told to leave it), proves the undo, reports. After the commit it completes it. Does nothing a second time.
    /// </summary>
    public void Abandon(string reason)
    {
        lock (gate)
        {
            if (concluded)
            {
                return;
            }

            Record.Reason = reason;
            if (Transaction is null)
            {
                Conclude(DeploymentStatus.Failed);
            }
            else if (!Transaction.IsOpen)
            {
                // What failed came after the commit, in a target of somebody else: the deployment stands, and is brought to its end.
                Complete();
            }
            else if (Options.RollbackOnFailure)
            {
                UndoAll(reason);
            }
            else
            {
                Attempt(LeaveInPlace);
                Conclude(DeploymentStatus.Failed);
            }
        }
    }

    private void LeaveInPlace()
    {
        // Whoever asks for the status is to know that what stands there has failed.
        var state = new DeploymentState(Session.Id, Options.Version, LogTime.Format(Session.Started), "FAILED", Layout.Prefix);
        Session.Try(() => Apply(Transaction!.StageFile(Layout.DeploymentState, FileContent.Of(state.ToText()), Session.Owned(FileTraits.Public))));
        Transaction!.Commit();
        Session.Tell(DiagnosticCatalog.LeftInPlace(Session.Id));
        Transaction.Close();
    }

    private void UndoAll(string reason)
    {
        Session.Log.Critical("=== EMERGENCY ROLLBACK INITIATED ===");
        Session.TryAudit($"Rollback initiated: {Session.Id} (Reason: {reason})");
        var changes = Transaction!.Changes;
        try
        {
            Record.Undo = UndoProof.Of(Transaction.Undo(), Session, changes);
        }
        catch (DeploymentException error)
        {
            // The journal stands: the next run, or LleRecover, goes on from here.
            Session.Tell(error);
            Record.Undo = new UndoRecord { Outcome = $"rolled back, NOT verified: {error.Diagnostics[0].Location.File}" };
        }

        Record.Backup = null;
        Session.Log.Critical($"Emergency rollback completed: {Record.Undo.Outcome}");
        Session.TryAudit($"Emergency rollback completed: {Record.Undo.Outcome} (Error: {LastErrorCode})");
        Session.Tell(Record.Undo.Verified ? DiagnosticCatalog.RolledBack(Session.Id, Record.Undo.Outcome) : DiagnosticCatalog.RolledBackUnverified(Session.Id, Record.Undo.Outcome));
        Conclude(UndoProof.StatusOf(Record.Undo));
    }

    /// <summary>Ends a deployment whose twelve phases passed and whose transaction is committed; nothing here can undo it.</summary>
    public void Complete()
    {
        lock (gate)
        {
            if (!concluded)
            {
                var status = DeploymentStatus.NeedsAttention;
                Attempt(() => status = Aftermath.Run(this));
                Conclude(status);
            }
        }
    }

    /// <summary>Announces and makes changes, and enters the files among them in the record.</summary>
    public void Apply(params IReadOnlyList<Change> changes)
    {
        Transaction!.Apply(changes);
        foreach (var (path, what) in Transaction.TakeNotKept())
        {
            Session.Tell(DiagnosticCatalog.TraitNotKept(path, what));
        }

        foreach (var change in changes.Where(c => c.After.Kind != FileKind.Directory))
        {
            FileRecords.Enter(Record, change);
        }
    }

    private void Conclude(DeploymentStatus status)
    {
        concluded = true;
        Package?.Dispose();
        Session.Conclude(status);
        guard.Dispose();
    }

    /// <summary>The signal waits until the undo is done.</summary>
    private void End(string signal)
    {
        lock (gate)
        {
            if (!concluded && Transaction is not { IsOpen: false })
            {
                Session.Tell(DiagnosticCatalog.Signalled(Session.Id, signal));
                Abandon($"{signal} was received");
            }
        }
    }

    public void Dispose()
    {
        if (!concluded)
        {
            Abandon("the build ended before the deployment did");
        }

        Transaction?.Dispose();
        Session.Dispose();
        guard.Dispose();
    }
}
