using Lle.Deploy.Deployments;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Options;

namespace Lle.Deploy.Fleets;

/// <summary>One roll-out an environment: those of a lower order first, those of the same order at the same time. A deployment goes no
/// further than the first order in which one fails.</summary>
internal sealed class FleetOrder(FleetAsk ask, FleetScopes all, IReadOnlyList<FleetScope> scopes, FleetVoice voice)
{
    private bool IsPromotion => ask.Operation == FleetOperation.Promote;

    private bool StopsAtFailure => ask.Operation is FleetOperation.Promote or FleetOperation.Deploy;

    public FleetRecord Run(CancellationToken cancellation)
    {
        var whole = new FleetRecord { Run = ask.Run, Operation = ask.Operation, Started = DateTimeOffset.UtcNow };
        var stopped = "";
        foreach (var order in scopes.GroupBy(scope => scope.Order).OrderBy(group => group.Key))
        {
            FleetScope[] together = [.. order];
            if (stopped.Length > 0)
            {
                whole.Hosts = [.. whole.Hosts, .. together.SelectMany(Untouched)];
                continue;
            }

            var records = together.Length == 1 ? [RunOne(together[0], cancellation)] : Together(together, cancellation);
            whole.Hosts = [.. whole.Hosts, .. records.SelectMany(record => record.Hosts)];
            whole.Undone = [.. whole.Undone, .. records.SelectMany(record => record.Undone)];
            whole.Paused |= records.Any(record => record.Paused);
            whole.Broken |= records.Any(record => record.Broken);
            stopped = !StopsAtFailure ? ""
                : together.Zip(records).FirstOrDefault(each => each.Second.Stops).First?.Name ?? "";
            string[] left = [.. scopes.Where(scope => scope.Order > order.Key).Select(scope => scope.Name)];
            if (stopped.Length > 0 && left.Length > 0 && !whole.Paused)
            {
                voice.Tell(DiagnosticCatalog.PromotionStopped(stopped, left));
            }
        }

        if (ask.Operation == FleetOperation.Rollback && whole.Hosts.Count > 0
            && whole.Hosts.All(host => host.Ended == DeploymentStatus.Unchanged))
        {
            voice.Tell(DiagnosticCatalog.NothingOfRun(ask.Run));
        }

        whole.Finished = DateTimeOffset.UtcNow;
        return whole;
    }

    private FleetRecord[] Together(FleetScope[] scopes, CancellationToken cancellation)
    {
        var tasks = scopes.Select(scope => Task.Factory.StartNew(() => RunOne(scope, cancellation), CancellationToken.None,
            TaskCreationOptions.LongRunning, TaskScheduler.Default));
        // What ends one, a cancellation for instance, is thrown as it is.
        return Task.WhenAll(tasks).GetAwaiter().GetResult();
    }

    /// <summary>What goes wrong in one environment is said, and does not end the ones beside it.</summary>
    private FleetRecord RunOne(FleetScope scope, CancellationToken cancellation)
    {
        if (scope.Environment is null)
        {
            return RunScope(scope, cancellation);
        }

        try
        {
            return RunScope(scope, cancellation);
        }
        catch (DeploymentException error)
        {
            foreach (var diagnostic in error.Diagnostics)
            {
                voice.Tell(diagnostic);
            }

            return new FleetRecord { Run = ask.Run, Operation = ask.Operation, IsRefused = true, Hosts = [.. Untouched(scope)] };
        }
    }

    private FleetRecord RunScope(FleetScope scope, CancellationToken cancellation)
    {
        var operation = IsPromotion ? FleetOperation.Deploy : ask.Operation;
        if (operation == FleetOperation.Deploy)
        {
            foreach (var before in scope.Settings.RequiresFrom)
            {
                Prove(scope, all.Named(before), cancellation);
            }
        }

        var settings = IsPromotion ? scope.Settings with { Undo = UndoRule.Run } : scope.Settings;
        return Rollout(ask with
        {
            Operation = operation,
            Settings = settings,
            Environment = scope.Name,
            Folder = FolderOf(scope),
        }, cancellation);
    }

    /// <exception cref="DeploymentException">LLE2324: the environment before does not have this bundle.</exception>
    private void Prove(FleetScope scope, FleetScope before, CancellationToken cancellation)
    {
        var seen = Rollout(ask with
        {
            Operation = FleetOperation.Status,
            Settings = before.Settings,
            Environment = before.Name,
            Bundle = null,
            Folder = Path.Combine(FolderOf(scope), "required", before.Name),
            IsEvidence = true,
        }, cancellation);
        string[] missing = [.. seen.Hosts.Select(host => StandingBundle.Missing(host, ask.BundleList)).OfType<string>()];
        if (missing.Length > 0 || seen.Hosts.Count == 0)
        {
            throw new DeploymentException(DiagnosticCatalog.NotPromoted(scope.Name, before.Name,
                $"{ask.BundleName} ({ask.BundleList[..StandingBundle.Shown]})", missing));
        }
    }

    private FleetRecord Rollout(FleetAsk asked, CancellationToken cancellation)
    {
        Directory.CreateDirectory(asked.Folder);
        return new FleetRollout(asked, new AnsibleTools(asked.Settings, voice.Collections, voice.Environment), voice).Run(cancellation);
    }

    private string FolderOf(FleetScope scope) => Path.Combine(ask.Folder, scope.Name);

    /// <summary>With an inventory of their own, which hosts these are is not asked any more.</summary>
    private static IEnumerable<HostAnswer> Untouched(FleetScope scope) => scope.Settings.Inventory is not null ? []
        : scope.Settings.Hosts.Select(host => new HostAnswer(host.Name, "", HostAnswer.Untouched) { Environment = scope.Name });
}
