using Lle.Deploy.Deployments;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Installed;
using Lle.Deploy.Layout;
using Lle.Deploy.Options;
using Lle.Deploy.Payload;
using Lle.Deploy.Processes;
using Lle.Deploy.Sessions;
using Lle.Deploy.Transactions;

namespace Lle.Deploy.Operations;

/// <summary>
/// One deployment from the lock to the report. Steps run one at a time, in their order; whatever ends it early (a failed step,
/// cancellation, a signal, the end of the build) undoes the transaction before anybody hears of it.
/// </summary>
internal sealed partial class Deployment : IDisposable
{
    private readonly Lock gate = new();
    private readonly Lifecycle lifecycle = new();
    private readonly StepSequence steps;
    private readonly PhaseLog phases;
    private readonly SignalGuard guard;
    private readonly HookChanges hooks;
    private Task earlyCompilation;
    private bool changedInputs;
    private bool repeats;
    private bool failed;

    private Deployment(TargetSession session, IReadOnlyList<PhaseStep> steps, Task earlyCompilation)
    {
        Session = session;
        this.steps = new StepSequence(steps);
        this.earlyCompilation = earlyCompilation;
        phases = new PhaseLog(session.Log, session.Record, session.Listener);
        hooks = new HookChanges(session);
        guard = new SignalGuard(CancellationToken.None, EndBy);
    }

    public TargetSession Session { get; }

    public DeploymentOptions Options => Session.Options;

    public TargetLayout Layout => Session.Layout;

    public DeploymentRecord Record => Session.Record;

    /// <summary>The unpacked update package; gone again when the deployment has ended, however it ended.</summary>
    public UpdatePackage? Package { get; set; }

    /// <summary>The payload as it was tried; gone again likewise, unless it was installed.</summary>
    public PreparedTree? Prepared { get; set; }

    /// <summary>A budget or the score missed its mark within tolerance, and LleKeepDegraded is set.</summary>
    public bool IsDegraded { get; private set; }

    /// <summary>Whether options, version, binary or configuration differ from what was there before.</summary>
    public bool ChangesAnything =>
        new Difference(changedInputs, Session.ServiceActions.Count > 0, Record.PreviousVersion != Record.Version)
            .IsAny(Layout, Record.Files.Where(file => file.Change != ChangeKind.Unchanged).Select(file => file.Path));

    /// <summary>Nothing is to be done: the phases that follow pass without work.</summary>
    public bool IsUnchanged => lifecycle.State is Unchanged;

    public bool IsConcluded => lifecycle.Stage == Stage.Concluded;

    public static Deployment Open(
        DeploymentOptions options, IReadOnlyList<PhaseStep> steps, OperationListener listener,
        OperationKind operation = OperationKind.Deploy, string idPrefix = "")
    {
        ProbesNeeded.Check(options);
        if (operation == OperationKind.Deploy)
        {
            PayloadReading.CheckApart(options);
        }

        var earlyCompilation = EarlyCompilation.OfEveryReport();
        var session = SessionOpening.Open(options, operation, idPrefix, listener);
        session.Record.PayloadDir = options.PayloadDir;
        try
        {
            session.ReadPrevious();
            session.Log.Info("=== LLE PRODUCTION DEPLOYMENT INITIATED ===");
            session.Log.Info($"Deployment ID: {session.Id}");
            session.Log.Info($"Deployment Version: {options.Version}");
            session.Log.Info($"Target Environment: {options.Layout.Prefix}");
            session.Log.Audit($"Deployment initiated: {session.Id} (Version: {options.Version}) by " +
                $"{session.Record.User}:{session.Record.Group}");
            return new Deployment(session, steps, earlyCompilation);
        }
        catch (DeploymentException error)
        {
            using (session)
            {
                // Whoever opened it tells the error too; here it gets into the log and the report.
                session.Log.Note(error);
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
            if (IsConcluded)
            {
                Session.Log.Tell(DiagnosticCatalog.DeploymentEnded(Session.Id));
                return false;
            }

            if (!failed && steps.Refusal(step) is { } refusal)
            {
                Tell(refusal);
            }

            if (failed)
            {
                return false;
            }

            if (lifecycle.State is Unchanged)
            {
                steps.Advance();
                return true;
            }

            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, guard.Token);
            TakeUpHooks(either.Token);
            if (!failed)
            {
                Execute(step, either.Token);
            }

            if (either.IsCancellationRequested && lifecycle.Stage is Stage.Open or Stage.Changing)
            {
                failed = true;
                Stop(guard.Received);
            }

            return !failed;
        }
    }

    private void TakeUpHooks(CancellationToken cancellation)
    {
        if (lifecycle.State is Changing changing)
        {
            Attempt(() => hooks.Check(changing, hooks.TakeUp(changing), cancellation));
        }
    }

    private void Execute(PhaseStep step, CancellationToken cancellation)
    {
        Attempt(() =>
        {
            if (step.Begins)
            {
                phases.Begin(step.Phase);
            }

            lifecycle.Move(step.Advance(this, lifecycle.State, cancellation));
            if (repeats && !failed && lifecycle.State is PayloadVerified)
            {
                lifecycle.Move(new Unchanged());
            }
        });
        steps.Advance();
        if (failed || step.Ends)
        {
            Attempt(() => phases.End(step.Phase, failed));
        }

        if (lifecycle.State is Changing changing)
        {
            Attempt(() => hooks.Remember(changing));
        }
    }

    /// <summary>Once the payload is verified it is known whether this deployment is the last one again; then the installed program has been
    /// asked, and that of the payload, which is the same, need not be.</summary>
    public bool Repeats(PayloadFolder payload, CancellationToken cancellation)
    {
        if (failed)
        {
            return false;
        }

        PlanWriter.CheckUnchanged(Session, listener => Planner.Of(Options, payload, Record.Operation, steps.All, listener, cancellation));
        var inputs = Inputs.Hash(Options, payload);
        changedInputs = DeploymentFingerprint.Differs(Layout, inputs);
        repeats = NothingToDo.Applies(Session, inputs, cancellation);
        if (!repeats)
        {
            earlyCompilation = Task.WhenAll(earlyCompilation, EarlyCompilation.OfMeasurements());
        }

        return repeats;
    }

    /// <summary>Opens the transaction: from here on a failure is undone. For the step that begins to change something.</summary>
    public Changing Begin(PayloadVerified verified, IEnumerable<string> directories, string backup)
    {
        var transaction = Session.Begin([.. directories, .. Takeover.StagingDirectories(Session)], backup,
            discards: Takeover.Discards(Session), removeIfEmpty: Takeover.Emptied(Session));
        var changing = new Changing(verified.Payload, transaction, Record, Tell) { Package = Package, Prepared = Prepared };
        lifecycle.Move(changing);
        ServiceRecords.Note(Session, changing.Transaction, ServiceRecords.Wanted(Session), CancellationToken.None);
        return changing;
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
            var found = error as DeploymentException ?? new DeploymentException(
                DiagnosticCatalog.InternalError($"deployment {Session.Id}", $"{error.GetType().Name}: {error.Message}"));
            if (lifecycle.Stage is Stage.Committed or Stage.Concluded)
            {
                Session.Log.TellAsWarnings(found);
            }
            else
            {
                failed = true;
                Session.Log.Tell(found);
            }
        }
    }

    /// <summary>Nothing of ours runs beside what is measured from here on. (What went wrong with compiling early will show when the code is
    /// needed.)</summary>
    public void AwaitQuiet() => _ = Task.WaitAny(earlyCompilation);

    /// <summary>A finding of a step: an error fails the phase, a warning does not.</summary>
    public void Tell(Diagnostic diagnostic)
    {
        failed |= diagnostic.Severity == Severity.Error;
        Session.Log.Tell(diagnostic);
    }

    /// <summary>A mark missed within tolerance: fails the phase, unless such a deployment is to stay for a person to decide.</summary>
    public void TellMissed(Diagnostic diagnostic)
    {
        phases.IsDegraded = IsDegraded |= Options.KeepDegraded;
        Tell(Options.KeepDegraded ? diagnostic.AsWarning() : diagnostic with { Severity = Severity.Error });
    }
}
