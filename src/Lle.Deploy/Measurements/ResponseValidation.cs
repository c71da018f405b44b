using Lle.Deploy.Diagnostics;

namespace Lle.Deploy.Measurements;

/// <param name="Pipe">Null: could not be measured (only where it does not gate; a diagnostic says why).</param>
/// <param name="Terminal">Likewise.</param>
internal sealed record ResponseReport(
    ResponseRecord? Pipe, ResponseRecord? Terminal, double? CacheHitRatePercent, IReadOnlyList<Diagnostic> Diagnostics);

/// <summary>
/// Both modes. First prompt and counted rounds have the machine to themselves; only the warm-up, most of which waits for silence, is done
/// by both at once. The gating mode must work; of the other one, a program that cannot be measured so (fish reads all of a pipe before it
/// runs any of it) costs a warning.
/// </summary>
internal static class ResponseValidation
{
    /// <summary>What the mode that does not gate may make a deployment wait for an answer.</summary>
    private static readonly TimeSpan PatienceForTheOther = TimeSpan.FromSeconds(1);

    /// <param name="plan">Its mode is the one that gates.</param>
    public static ResponseReport Measure(string binary, ResponsePlan plan, CancellationToken cancellation = default)
    {
        using var terminal = new Mode(binary, plan, ResponseMode.Terminal);
        using var pipe = new Mode(binary, plan, ResponseMode.Pipe);
        terminal.Begin(cancellation);
        var warmUp = Task.Run(terminal.WarmUp, CancellationToken.None);
        try
        {
            pipe.Begin(cancellation);
            pipe.WarmUp();
        }
        finally
        {
            // A session that somebody still talks to cannot be disposed of.
            _ = Task.WaitAny([warmUp], CancellationToken.None);
        }

        warmUp.GetAwaiter().GetResult();
        pipe.Take();
        terminal.Take();
        return new ResponseReport(
            pipe.Outcome?.Record, terminal.Outcome?.Record, terminal.Outcome?.CacheHitRatePercent,
            [.. pipe.Failures, .. terminal.Failures]);
    }

    /// <summary>One mode, as far as it gets.</summary>
    private sealed class Mode : IDisposable
    {
        private readonly string binary;
        private readonly ResponsePlan plan;
        private readonly bool gating;
        private ResponseMeasurement? measurement;

        public Mode(string binary, ResponsePlan plan, ResponseMode mode)
        {
            this.binary = binary;
            gating = mode == plan.Mode;
            this.plan = plan with
            {
                Mode = mode,
                AnswerLimit = gating || plan.AnswerLimit < PatienceForTheOther ? plan.AnswerLimit : PatienceForTheOther,
                // The line editor whose cache is asked about draws on a terminal.
                AskCacheHitRate = plan.AskCacheHitRate && mode == ResponseMode.Terminal,
            };
        }

        public ResponseOutcome? Outcome { get; private set; }

        public IEnumerable<Diagnostic> Failures { get; private set; } = [];

        public void Begin(CancellationToken cancellation) =>
            Attempt(() => measurement = new ResponseMeasurement(binary, plan, cancellation));

        public void WarmUp() => Attempt(() => measurement?.WarmUp());

        public void Take() => Attempt(() =>
        {
            if (measurement is not null)
            {
                Outcome = measurement.Take();
                Outcome.Record.Gating = gating;
            }
        });

        public void Dispose() => measurement?.Dispose();

        private void Attempt(Action step)
        {
            try
            {
                step();
            }
            catch (DeploymentException failure) when (!gating)
            {
                Failures = failure.Diagnostics.Select(DiagnosticCatalog.OtherModeNotMeasured);
                Dispose();
                measurement = null;
            }
        }
    }
}
