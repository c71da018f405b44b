using Lle.Deploy.Diagnostics;
using Lle.Deploy.Posix;
using Lle.Deploy.Processes;

namespace Lle.Deploy.Measurements;

/// <summary>The launches of one program, taken one by one, so that two series can be interleaved.</summary>
internal sealed class StartupSeries : IDisposable
{
    private readonly string binary;
    private readonly StartupPlan plan;
    private readonly PreparedLaunch launch;
    private readonly List<double> wall;
    private double user;
    private double system;
    private long? peak;
    private int launches;

    public StartupSeries(string binary, StartupPlan plan, PrivateFolder folder, CancellationToken cancellation)
    {
        this.binary = binary;
        this.plan = plan;
        wall = new List<double>(plan.MaxRuns);
        var request = folder.Request(binary, plan.Arguments);
        launch = new PreparedLaunch(
            request with
            {
                Argv0 = plan.Argv0,
                TimeLimit = plan.LaunchLimit,
                Environment = RunVariables.Add(request.Environment, plan.Environment, binary),
            }, cancellation);
    }

    public int Count => wall.Count;

    /// <summary>A launch of this series did not end as it should; it said so by an exception.</summary>
    public bool Failed { get; private set; }

    public IReadOnlyList<double> Samples => wall;

    public bool Narrow
    {
        get
        {
            var sorted = Statistics.Sorted(wall);
            var (lower, upper) = Statistics.MedianInterval(sorted);
            return upper - lower <= Statistics.Quantile(sorted, 0.5) * plan.NarrowPercent / 100;
        }
    }

    public void WarmUp()
    {
        // Two launches that do not count are watched for their memory; more where a short one had ended before a busy machine let us look.
        const int Watched = 2;
        for (var run = 0; run < plan.WarmUp; run++)
        {
            _ = Launch(run < Watched || peak is null ? Look : null);
        }
    }

    public void Sample()
    {
        var sample = Launch();
        wall.Add(sample.Microseconds);
        user += sample.End.UserMicroseconds;
        system += sample.End.SystemMicroseconds;
    }

    private void Look(int pid)
    {
        if (PeakMemory.Observe(pid) is { } size)
        {
            peak = Math.Max(size, peak ?? 0);
        }
    }

    /// <param name="reference">The launches of the reference program, one after each of these; null: it cannot run here.</param>
    public StartupRecord ToRecord(IReadOnlyList<double>? reference = null) => new()
    {
        Ratio = reference is null ? null : Repetition.Ratio(wall, reference),
        Wall = Statistics.Of(wall),
        WarmUp = plan.WarmUp,
        UserMicroseconds = user / wall.Count,
        SystemMicroseconds = system / wall.Count,
        PeakMemoryKib = peak,
    };

    public void Dispose() => launch.Dispose();

    private LaunchSample Launch(Action<int>? meanwhile = null)
    {
        var sample = launch.Run(meanwhile);
        launches++;
        Failed = sample.Outcome != LaunchOutcome.Exited || sample.End.ExitCode != plan.ExitCode;
        return !Failed ? sample : throw new DeploymentException(Describe(sample));
    }

    private Diagnostic Describe(in LaunchSample sample) => sample.Outcome switch
    {
        LaunchOutcome.Signalled => DiagnosticCatalog.StartupCrashed(binary, launches, Signals.Name(sample.End.Signal)),
        LaunchOutcome.TimedOut => DiagnosticCatalog.StartupHung(binary, launches, plan.LaunchLimit),
        LaunchOutcome.NotStarted => DiagnosticCatalog.StartupNotStarted(binary, Errno.Describe(sample.ErrorNumber)),
        _ => DiagnosticCatalog.StartupFailed(binary, launches, $"exit status {sample.End.ExitCode}"),
    };
}
