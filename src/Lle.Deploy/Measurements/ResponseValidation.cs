using Lle.Deploy.Diagnostics;
using Lle.Deploy.Reporting;

namespace Lle.Deploy.Measurements;

/// <param name="Pipe">Null: could not be measured (only where it does not gate; a diagnostic says why).</param>
/// <param name="Terminal">Likewise.</param>
internal sealed record ResponseReport(
    ResponseRecord? Pipe, ResponseRecord? Terminal, double? CacheHitRatePercent, IReadOnlyList<Diagnostic> Diagnostics);

/// <summary>
/// Both modes one after the other, never at once: they would disturb each other. The gating mode must work; of the other one, a program that
/// cannot be measured so (fish reads all of a pipe before it runs any of it) costs a warning.
/// </summary>
internal static class ResponseValidation
{
    /// <param name="plan">Its mode is the one that gates.</param>
    public static ResponseReport Measure(string binary, ResponsePlan plan, CancellationToken cancellation = default)
    {
        var diagnostics = new List<Diagnostic>();
        var pipe = Measure(binary, plan, ResponseMode.Pipe, diagnostics, cancellation);
        var terminal = Measure(binary, plan, ResponseMode.Terminal, diagnostics, cancellation);
        return new ResponseReport(
            pipe?.Record, terminal?.Record, terminal?.CacheHitRatePercent ?? pipe?.CacheHitRatePercent, diagnostics);
    }

    private static ResponseOutcome? Measure(
        string binary, ResponsePlan plan, ResponseMode mode, List<Diagnostic> diagnostics, CancellationToken cancellation)
    {
        var gating = mode == plan.Mode;

        // The line editor whose cache is asked about draws on a terminal.
        var its = plan with { Mode = mode, AskCacheHitRate = plan.AskCacheHitRate && mode == ResponseMode.Terminal };
        try
        {
            var outcome = ResponseMeasurement.Measure(binary, its, cancellation);
            outcome.Record.Gating = gating;
            return outcome;
        }
        catch (DeploymentException failure) when (!gating)
        {
            diagnostics.AddRange(failure.Diagnostics.Select(cause => DiagnosticCatalog.OtherModeNotMeasured(cause)));
            return null;
        }
    }
}
