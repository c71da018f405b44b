using Lle.Deploy.Diagnostics;
using Lle.Deploy.Processes;

namespace Lle.Deploy.Measurements;

/// <summary>The launches of the reference program, in turn with those of another.</summary>
internal sealed class ReferenceSeries : IDisposable
{
    private readonly ReferenceProgram program;

    private ReferenceSeries(ReferenceProgram program, StartupSeries series)
    {
        this.program = program;
        Series = series;
    }

    public StartupSeries Series { get; }

    /// <returns>null: it cannot run here.</returns>
    public static ReferenceSeries? TryOpen(StartupPlan plan, PrivateFolder folder, RunAs? runAs, CancellationToken cancellation) =>
        ReferenceProgram.TryMake(runAs) is not { } program ? null : new ReferenceSeries(program, new StartupSeries(
            program.Path, plan with { Arguments = [], ExitCode = 0, Argv0 = null, Environment = RunVariables.None }, folder, cancellation));

    public void Dispose()
    {
        Series.Dispose();
        program.Dispose();
    }
}
