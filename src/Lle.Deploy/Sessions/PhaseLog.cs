using System.Diagnostics;
using Lle.Deploy.Deployments;

namespace Lle.Deploy.Sessions;

/// <summary>Beginning and end of each phase: in the log, in the audit log, in the record, and to the listener.</summary>
internal sealed class PhaseLog(OperationLog log, DeploymentRecord record, OperationListener listener)
{
    private readonly Stopwatch clock = Stopwatch.StartNew();

    /// <summary>A mark was missed within tolerance in the phase that runs.</summary>
    public bool IsDegraded { get; set; }

    public void Begin(Phase phase)
    {
        IsDegraded = false;
        record.Phases.Add(new PhaseRecord
        {
            Number = phase.Number,
            Name = phase.Name,
            StartMilliseconds = clock.Elapsed.TotalMilliseconds
        });
        listener.PhaseStarted(phase);
        log.Lines.BeginPhase(phase.Number, phase.Name);
        log.Audit($"Phase started: {phase.Name}");
    }

    public void End(Phase phase, bool failed)
    {
        var entry = record.Phases[^1];
        entry.DurationMilliseconds = clock.Elapsed.TotalMilliseconds - entry.StartMilliseconds;
        entry.Outcome = failed ? PhaseOutcome.Failed : IsDegraded ? PhaseOutcome.Degraded : PhaseOutcome.Passed;
        entry.FailureCode = failed ? phase.FailureCode : null;
        listener.PhaseEnded(phase, entry);
        if (failed)
        {
            log.Lines.FailPhase(StatusNames.Code(DeploymentStatus.Failed));
            // A phase that was cancelled fails before an error is told.
            var codes = log.LastErrorCode.Length == 0 ? phase.FailureCode : $"{phase.FailureCode} {log.LastErrorCode}";
            log.Lines.Critical($"CRITICAL ERROR: phase {phase.Number} failed ({codes})");
            log.Audit($"Phase failed: {phase.Name} (ERROR: {codes})");
        }
        else
        {
            log.Lines.CompletePhase();
            // What follows, the next phase or the end, is written at once; each line's fsync costs a power-safe disk a few milliseconds.
            log.Audit($"Phase completed: {phase.Name} (SUCCESS)", withNext: true);
        }
    }
}
