using System.Collections.Concurrent;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Tasks.Logging;
using Lle.Deploy.Tasks.Results;
using Microsoft.Build.Framework;

namespace Lle.Deploy.Tasks.Runs;

/// <summary>
/// One open deployment, between the tasks of a build. MSBuild disposes it at the end of the build, however the build ended: what was not
/// committed then is undone, also where no OnError target could run (Ctrl+C, a misspelt target in a hook).
/// </summary>
internal sealed class DeploymentRun : EngineListener, IDisposable
{
    /// <summary>What is open in this process, by <see cref="Id"/>.</summary>
    private static readonly ConcurrentDictionary<string, DeploymentRun> OpenRuns = new(StringComparer.Ordinal);

    private readonly Lock gate = new();
    private readonly List<Diagnostic> untold = [];
    private DiagnosticLog? listener;
    private bool said;

    private DeploymentRun(RunRequest request) => Request = request;

    public string Id { get; } = Guid.NewGuid().ToString("N");

    /// <summary>What the build asked for.</summary>
    public RunRequest Request { get; }

    public RunningDeployment Deployment { get; private set; } = null!;

    /// <summary>Opens a deployment and hands it to the build.</summary>
    /// <param name="engine">The build that is to keep it.</param>
    /// <param name="request">What the build asks for.</param>
    /// <param name="log">The opening task's log.</param>
    /// <param name="open">How it is opened.</param>
    /// <returns>null: it could not be opened, and why has been told.</returns>
    public static DeploymentRun? Open(IBuildEngine4 engine, RunRequest request, DiagnosticLog log, Func<Engine, RunningDeployment?> open)
    {
        var run = new DeploymentRun(request);
        using (run.ListenWith(log))
        {
            if (open(new Engine(request.ForEngine, run)) is not { } deployment)
            {
                return null;
            }

            run.Deployment = deployment;
        }

        OpenRuns[run.Id] = run;
        run.LeaveWith(engine);
        return run;
    }

    /// <returns>null: no build of this process has such a deployment open.</returns>
    public static DeploymentRun? Find(IBuildEngine4 engine, string id)
    {
        if (!OpenRuns.TryGetValue(id, out var run))
        {
            return null;
        }

        run.LeaveWith(engine);
        return run;
    }

    /// <summary>
    /// Has MSBuild dispose the run at the end of the build. Asked again by every task: a multi-threaded build whose threads ask for the
    /// first time in the same moment makes two lists of objects and keeps the second, so that what is in the first is never found again.
    /// </summary>
    private void LeaveWith(IBuildEngine4 engine)
    {
        var key = Key(Id);
        if (!ReferenceEquals(engine.GetRegisteredTaskObject(key, RegisteredTaskObjectLifetime.Build), this))
        {
            engine.RegisterTaskObject(key, this, RegisteredTaskObjectLifetime.Build, allowEarlyCollection: false);
        }
    }

    private static string Key(string id) => $"Lle.Deploy.Tasks/{id}";

    public override string? Command(EngineOperation operation, IReadOnlyList<KeyValuePair<string, string>> options) =>
        BuildCommand.Of(Request.ProjectFile, operation, options);

    /// <summary>Until it is disposed, diagnostics go to this task's log. Those that came between two tasks (from a signal) come
    /// first.</summary>
    public IDisposable ListenWith(DiagnosticLog log)
    {
        lock (gate)
        {
            log.ProjectFile = Request.ProjectFile;
            listener = log;
            log.TellAll(untold);
            untold.Clear();
        }

        return new Listening(this);
    }

    /// <summary>A log must not be used when its task has ended.</summary>
    public override void Tell(Diagnostic diagnostic)
    {
        lock (gate)
        {
            if (listener is null)
            {
                untold.Add(diagnostic);
            }
            else
            {
                listener.Tell(diagnostic);
            }
        }
    }

    public override void PhaseStarted(PhaseProgress phase) => Say(ProgressLines.Of(phase));

    public override void Progressed(WorkProgress progress) => Say(ProgressLines.Of(progress));

    /// <summary>Progress between two tasks is of no interest any more.</summary>
    private void Say(string line)
    {
        lock (gate)
        {
            listener?.Say(line);
        }
    }

    private void Deafen()
    {
        lock (gate)
        {
            listener = null;
        }
    }

    /// <summary>Says how it ended and where the report is, once; nothing while it has not ended.</summary>
    public void SayEnd(DiagnosticLog log)
    {
        if (!Deployment.IsConcluded || Interlocked.Exchange(ref said, true))
        {
            return;
        }

        Outcome.Say(Deployment.Result, log, Request.Properties);
    }

    /// <summary>Lets go of the target before the build ends.</summary>
    public void Close(IBuildEngine4 engine)
    {
        engine.UnregisterTaskObject(Key(Id), RegisteredTaskObjectLifetime.Build);
        Dispose();
    }

    public void Dispose()
    {
        OpenRuns.TryRemove(Id, out _);
        Deployment.Dispose();
    }

    private sealed class Listening(DeploymentRun run) : IDisposable
    {
        public void Dispose() => run.Deafen();
    }
}
