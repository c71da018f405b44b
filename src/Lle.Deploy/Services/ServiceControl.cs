using System.Diagnostics;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Layout;
using Lle.Deploy.Posix;

namespace Lle.Deploy.Services;

/// <summary>Acts on services and holds what they do then against what was wanted: that they run, what is installed, and go on doing
/// so.</summary>
/// <param name="info">Hears what is done.</param>
internal sealed class ServiceControl(TargetLayout layout, DeployedFacts facts, Action<string> info)
{
    private static readonly TimeSpan ShortestHold = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestHold = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly Dictionary<ServiceManagerKind, ServiceManager> managers = [];

    /// <summary>How each check was answered last.</summary>
    public Dictionary<string, HealthFinding> Answers { get; } = new(StringComparer.Ordinal);

    public ProcessIdentity Identity { get; } = new(layout);

    public HealthChecker Health { get; } = new(facts);

    public ServiceManager ManagerOf(Service service)
    {
        if (!managers.TryGetValue(service.Manager, out var manager))
        {
            managers[service.Manager] = manager = ServiceManagers.Of(service.Manager, layout, facts);
        }

        return manager;
    }

    public ServiceState Look(Service service) => ManagerOf(service).Look(service);

    public void FilesChanged(IEnumerable<Service> services, CancellationToken cancellation)
    {
        foreach (var service in services.DistinctBy(service => service.Manager))
        {
            ManagerOf(service).FilesChanged(cancellation);
        }
    }

    /// <exception cref="DeploymentException">LLE2410: it could not be done.</exception>
    public void Act(Service service, ServiceAction action, CancellationToken cancellation)
    {
        var manager = ManagerOf(service);
        info($"Service {service.Name}: {ServiceActions.Name(action)}");
        switch (action)
        {
            case ServiceAction.Start:
                manager.Start(service, cancellation);
                break;
            case ServiceAction.Stop:
                manager.Stop(service, cancellation);
                break;
            case ServiceAction.Restart:
                manager.Restart(service, cancellation);
                break;
            case ServiceAction.Reload:
                manager.Reload(service, cancellation);
                break;
            case ServiceAction.Upgrade:
                manager.Upgrade(service, cancellation);
                break;
        }
    }

    /// <summary>Acts, and waits until the service runs what is installed.</summary>
    /// <param name="former">As it was before the operation.</param>
    /// <param name="now">As it is before the action.</param>
    /// <param name="changed">As for <see cref="AwaitCurrent"/>.</param>
    /// <param name="mayRestart">A program that works no more may have to answer to a reload or an upgrade command: where that does not
    /// help, the service is restarted.</param>
    /// <param name="act">Does one action, by <see cref="Act"/>; whoever has to note it first does.</param>
    /// <returns>What is wrong; null: nothing.</returns>
    public Diagnostic? Bring(Service service, ServiceState former, ServiceState now, ServiceAction action, bool changed, bool mayRestart,
        Action<ServiceAction> act, CancellationToken cancellation)
    {
        void Do(ServiceAction each)
        {
            foreach (var state in each == ServiceAction.Restart ? new[] { former, now } : [])
            {
                ManagerOf(service).EndFormer(service, state, cancellation);
            }

            act(each);
        }

        mayRestart &= ServiceActions.IsGentle(action);
        Diagnostic? problem;
        try
        {
            Do(action);
            problem = AwaitCurrent(service, now, action, changed, cancellation);
        }
        catch (DeploymentException error) when (mayRestart)
        {
            problem = error.Diagnostics[0];
        }

        if (problem is null || !mayRestart)
        {
            return problem;
        }

        info($"Service {service.Name}: {problem.Message}");
        Do(ServiceAction.Restart);
        return AwaitCurrent(service, now, ServiceAction.Restart, changed, cancellation);
    }

    /// <summary>Waits until the service runs, and no process of it is one that runs something older.</summary>
    /// <param name="before">As it was before the action.</param>
    /// <param name="changed">The program is another one now, so processes that were there before are old whatever they show.</param>
    /// <returns>null: so it is; else what is wrong.</returns>
    public Diagnostic? AwaitCurrent(
        Service service, ServiceState before, ServiceAction action, bool changed, CancellationToken cancellation)
    {
        var limit = action == ServiceAction.Upgrade ? TimeSpan.FromSeconds(30) : TimeSpan.FromSeconds(5);
        var started = Stopwatch.GetTimestamp();
        while (true)
        {
            var now = Look(service);
            var problem = Problem(service, before, now, changed);
            if (problem is null || Stopwatch.GetElapsedTime(started) > limit)
            {
                return problem;
            }

            cancellation.ThrowIfCancellationRequested();
            Thread.Sleep(Pause);
        }
    }

    private Diagnostic? Problem(Service service, ServiceState before, ServiceState now, bool changed)
    {
        if (!now.IsRunning || now.IsLooping)
        {
            return DiagnosticCatalog.ServiceNotRunning(service.Name, now.Word, service.Log);
        }

        // One that the manager no longer counts as the service's may still be at work: the old one of an upgrade.
        var left = before.Processes.Where(ProcessTable.IsRunning).ToList();
        var finding = Identity.Judge([.. now.Processes.Union(left)]);
        return finding.Verdict switch
        {
            IdentityVerdict.Stale => DiagnosticCatalog.ServiceRunsOldProgram(service.Name, finding.Process, finding.File),
            IdentityVerdict.CannotTell when changed && left.Count > 0 => DiagnosticCatalog.ServiceRunsOldProgram(
                service.Name, left[0].Id, ProcessTable.ProgramOf(left[0].Id) ?? "a program that cannot be looked at"),
            _ => null,
        };
    }

    /// <summary>Asks every check, then watches the services for a while, then asks once more.</summary>
    /// <param name="services">Those that were acted on.</param>
    /// <returns>What is wrong; empty: nothing.</returns>
    public IReadOnlyList<Diagnostic> Prove(
        IReadOnlyList<Service> services, IReadOnlyList<HealthCheck> checks, CancellationToken cancellation)
    {
        var first = Ask(checks, Health.Run(checks, cancellation));
        if (first.Count > 0 || services.Count == 0)
        {
            return first;
        }

        if (Watch(services, cancellation) is { } unstable)
        {
            return [unstable];
        }

        return checks.Count == 0 ? [] : Ask(checks, Health.RunOnce(checks, cancellation));
    }

    private List<Diagnostic> Ask(IReadOnlyList<HealthCheck> checks, IReadOnlyList<HealthFinding> findings)
    {
        foreach (var finding in findings)
        {
            Answers[finding.Check.Name] = finding;
            info($"Health check {finding.Check.Name}: {(finding.Passed ? "passed" : "failed")} " +
                $"({finding.Check.Question}; attempts {finding.Attempts}, {finding.Took.TotalSeconds:0.0} s)" +
                (finding.Passed ? "" : $": {finding.Problem}"));
        }

        return [.. findings.Where(finding => !finding.Passed).Select(finding => DiagnosticCatalog.HealthCheckFailed(
            finding.Check.Name, finding.Check.Question, finding.Problem!, finding.Attempts, finding.Took.TotalSeconds))];
    }

    /// <summary>A program that ends at once and is started again looks active in two of three looks: it must hold.</summary>
    private Diagnostic? Watch(IReadOnlyList<Service> services, CancellationToken cancellation)
    {
        var first = services.ToDictionary(service => service, Look);
        var pause = first.Values.Max(state => state.RestartPause) + TimeSpan.FromSeconds(1);
        var hold = pause < ShortestHold ? ShortestHold : pause > LongestHold ? LongestHold : pause;
        for (var started = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(started) < hold;)
        {
            cancellation.ThrowIfCancellationRequested();
            Thread.Sleep(Pause);
            foreach (var service in services)
            {
                var (then, now) = (first[service], Look(service));
                if (!now.IsRunning || now.IsLooping || now.Restarts > then.Restarts || now.Invocation != then.Invocation
                    || now.MainProcess != then.MainProcess)
                {
                    return DiagnosticCatalog.ServiceUnstable(service.Name, now.Word, hold.TotalSeconds, service.Log);
                }
            }
        }

        return null;
    }
}
