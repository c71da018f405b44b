using Lle.Deploy.Deployments;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Options;
using Lle.Deploy.Processes;

namespace Lle.Deploy.Fleets;

/// <summary>A roll-out from the first host to the last: batches, the limit of failures, and, where that was asked for, the way back of the
/// whole run.</summary>
internal sealed class FleetRollout(FleetAsk ask, AnsibleTools ansible, FleetVoice voice)
{
    private FleetSettings Settings => ask.Settings;

    public FleetRecord Run(CancellationToken cancellation)
    {
        var hosts = Hosts(cancellation);
        var isDeployment = ask.Operation == FleetOperation.Deploy;
        var batches = isDeployment ? Batches(hosts, cancellation) : [hosts];
        var record = new FleetRecord { Run = ask.Run, Operation = ask.Operation, Started = DateTimeOffset.UtcNow };
        if (isDeployment && Settings.Offline == OfflineRule.Stop && !AllThere(hosts, record, cancellation))
        {
            record.Failed = true;
            return record;
        }

        var paused = isDeployment && Settings.Pauses && batches.Count > 1 && !FleetState.HasPaused(ask.Folder);
        record.Hosts = Play(ask, paused ? [batches[0]] : batches,
            isDeployment ? FleetBatches.Allowed(Settings.MaxFailures, hosts.Count) : int.MaxValue, record, cancellation);
        if (isDeployment)
        {
            Conclude(record, paused, batches, cancellation);
        }

        record.Finished = DateTimeOffset.UtcNow;
        return record;
    }

    private void Conclude(
        FleetRecord record, bool paused, IReadOnlyList<IReadOnlyList<FleetHost>> batches, CancellationToken cancellation)
    {
        var failed = record.Hosts.Count(host => IsFailure(host));
        record.Failed = failed > 0;
        string[] untouched = [.. record.Hosts.Where(h => h.IsUntouched).Select(h => h.Host)];
        if (untouched.Length > 0 && failed > 0)
        {
            voice.Tell(DiagnosticCatalog.HostsUntouched(untouched, failed, Settings.MaxFailures));
        }

        if (failed > 0 && Settings.Undo == UndoRule.Run)
        {
            Undo(record, batches, cancellation);
        }
        else if (failed == 0 && paused)
        {
            FleetState.Pause(ask.Folder);
            record.Paused = true;
        }
    }

    /// <summary>In one batch, and with no limit that could stop it.</summary>
    private void Undo(FleetRecord record, IReadOnlyList<IReadOnlyList<FleetHost>> batches, CancellationToken cancellation)
    {
        var changed = record.Hosts.Where(host => host.Changed).Select(host => host.Host).ToHashSet(StringComparer.Ordinal);
        FleetHost[] back = [.. batches.SelectMany(batch => batch).Where(host => changed.Contains(host.Name))];
        if (back.Length == 0)
        {
            return;
        }

        record.Undone = Play(
                ask with { Operation = FleetOperation.Rollback, Bundle = null }, [back], int.MaxValue, record, cancellation, isUndo: true);
        foreach (var host in record.Undone.Where(host => !host.Succeeded))
        {
            voice.Tell(DiagnosticCatalog.RunNotUndone(host.Host, host.Message));
        }

        // What is said of a host is what it has now.
        var undone = record.Undone.Where(host => host.Succeeded).ToDictionary(host => host.Host, StringComparer.Ordinal);
        record.Hosts = [.. record.Hosts.Select(host => undone.TryGetValue(host.Host, out var back) ? host.TakenBack(back) : host)];
    }

    private IReadOnlyList<HostAnswer> Play(
        FleetAsk asked, IReadOnlyList<IReadOnlyList<FleetHost>> batches, int maxFailures, FleetRecord record,
        CancellationToken cancellation, bool isUndo = false)
    {
        var play = new FleetPlay(asked, ansible, voice.Started, answer =>
        {
            voice.Answered(answer);
            if (!isUndo && !asked.IsEvidence && HostMessage.Of(answer, Settings) is { } diagnostic)
            {
                voice.Tell(diagnostic);
            }
        });
        var answers = play.Run(batches, maxFailures, cancellation);
        if (play.Broken is { } said)
        {
            record.Broken = true;
            voice.Tell(DiagnosticCatalog.RolloutBroken(said));
        }

        return answers;
    }

    /// <summary>Nothing begins unless every host answers.</summary>
    private bool AllThere(IReadOnlyList<FleetHost> hosts, FleetRecord record, CancellationToken cancellation)
    {
        var seen = Play(ask with { Operation = FleetOperation.Status, Bundle = null }, [hosts], int.MaxValue, record, cancellation);
        record.Hosts = [.. seen.Select(host => host.Succeeded ? host with { Status = HostAnswer.Untouched } : host)];
        return seen.All(host => host.Succeeded);
    }

    private bool IsFailure(HostAnswer host) =>
        !host.Succeeded && !host.IsUntouched
        && !(host.Status == HostAnswer.Unreachable && Settings.Offline == OfflineRule.Skip);

    private IReadOnlyList<FleetHost> Hosts(CancellationToken cancellation)
    {
        if (Settings.Inventory is null)
        {
            return Settings.Hosts;
        }

        var own = Settings.Hosts.ToDictionary(host => host.Name, StringComparer.Ordinal);
        FleetHost[] found = [.. Names(Settings.Pattern, cancellation)
            .Select(name => own.GetValueOrDefault(name) ?? new FleetHost(name, IsItem: false))];
        return found.Length > 0 ? found : throw new DeploymentException(DiagnosticCatalog.InventoryRefused(
            Settings.Inventory, Settings.Pattern, "it means no host"));
    }

    private IReadOnlyList<IReadOnlyList<FleetHost>> Batches(IReadOnlyList<FleetHost> hosts, CancellationToken cancellation) =>
        FleetBatches.Of(hosts, Settings.Batches, group =>
        {
            var named = hosts.Where(host => host.Group == group).Select(host => host.Name).ToHashSet(StringComparer.Ordinal);
            return named.Count > 0 || Settings.Inventory is null ? named
                : [.. Names($"{group}:&{Settings.Pattern}", cancellation)];
        });

    private IReadOnlyList<string> Names(string pattern, CancellationToken cancellation)
    {
        using var scratch = new PrivateFolder();
        return ansible.HostsOf(pattern, scratch.Work, cancellation);
    }
}
