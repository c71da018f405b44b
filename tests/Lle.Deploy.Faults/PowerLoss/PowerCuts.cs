using System.Text;
using Lle.Deploy.Backups;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Posix;
using Lle.Deploy.Transactions;

namespace Lle.Deploy.Faults.PowerLoss;

/// <summary>Cuts the power at every point of a recorded run, in every way or many, recovers, and judges.</summary>
internal sealed class PowerCuts(Sandbox sandbox, Judge judge, IReadOnlyList<FileOperation> trace)
{
    private readonly HashSet<UInt128> seen = [];

    /// <summary>Different trees looked at.</summary>
    public int States => seen.Count;

    /// <summary>The place in the trace from which a cut must leave the new state; and up to which the old one.</summary>
    public (int OldUpTo, int NewFrom)? Decision { get; init; }

    /// <summary>What must be there wherever the power is cut.</summary>
    public string? Always { get; init; }

    /// <summary>Nothing before is looked at: there the run under test had not begun.</summary>
    public int From { get; init; }

    /// <summary>Trees a cut.</summary>
    public required int PerCut { get; init; }

    /// <summary>Looks at every n-th cut only.</summary>
    public int Step { get; init; } = 1;

    /// <summary>Where the decision is written, and where it is durable.</summary>
    public static (int OldUpTo, int NewFrom) FindDecision(IReadOnlyList<FileOperation> trace)
    {
        var written = trace.ToList().FindIndex(o => o.Kind == FileOperationKind.Write
            && o.Path.EndsWith("/journal", StringComparison.Ordinal)
            && Encoding.UTF8.GetString(o.Data!).Contains("\"kind\":\"Commit\"", StringComparison.Ordinal));
        var durable = trace.ToList().FindIndex(written, o => o.Kind == FileOperationKind.SyncFile && o.Path == trace[written].Path);
        Assert.IsGreaterThan(0, written);
        return (written, durable + 1);
    }

    /// <returns>null, or the first wrong state.</returns>
    public string? Sweep() => Sweep(-1);

    /// <summary>
    /// Leaves one fsync out. All other states have been looked at, so only those are that it would have ruled out: what it would have made
    /// durable is lost or spoiled, as long as no later fsync makes it durable after all.
    /// </summary>
    /// <returns>null where nobody notices.</returns>
    public string? SweepWithout(int fsync)
    {
        // What is missed is mostly missed at once or at the end; only where it is not, every cut is looked at.
        sparse = true;
        var wrong = Sweep(fsync);
        sparse = false;
        return wrong ?? Sweep(fsync);
    }

    private bool sparse;

    private List<DiskNode>? victim;
    private HashSet<PendingChange> victims = [];

    private string? Sweep(int without)
    {
        (victim, victims) = (null, []);
        sandbox.Load(judge.Before);
        var model = DiskModel.Of(sandbox.Target);
        renamed.Clear();
        var promises = new Dictionary<string, int>(StringComparer.Ordinal);
        var lengths = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var cut = 0; cut <= trace.Count; cut++)
        {
            var isLooked = sparse ? cut < without + 4 || cut % 16 == 0 : cut % Step == 0;
            if (cut > without && cut >= From && (isLooked || cut == trace.Count) && LookAt(model, cut, promises) is { } wrong)
            {
                return wrong;
            }

            if (cut < trace.Count)
            {
                Follow(trace[cut], lengths, promises);
                if (cut != without)
                {
                    model.Apply(trace[cut]);
                }
                else
                {
                    victim = trace[cut].Kind == FileOperationKind.SyncFileSystem ? [.. model.Unsettled] : [model.Find(trace[cut].Path)];
                    victims = [.. victim.SelectMany(node => node.Pending)];
                }

                if (victim is not null && !victim.Any(node => node.Pending.Any(victims.Contains)))
                {
                    return null;
                }
            }
        }

        return null;
    }

    /// <summary>Reports that have got their names, and whose names are not durable yet.</summary>
    private readonly Dictionary<string, int> renamed = new(StringComparer.Ordinal);

    /// <summary>
    /// A log line whose fsync has returned is there for good, whatever happens; a report, which is written under another name, is so once
    /// the name it gets then is durable too.
    /// </summary>
    private void Follow(FileOperation operation, Dictionary<string, int> lengths, Dictionary<string, int> promises)
    {
        if (operation.Kind == FileOperationKind.SyncDirectory && operation.Path == sandbox.Layout.LogDir)
        {
            foreach (var (path, length) in renamed)
            {
                promises[path] = length;
            }

            renamed.Clear();
            return;
        }

        if (!operation.Path.StartsWith(sandbox.Layout.LogDir + "/", StringComparison.Ordinal))
        {
            return;
        }

        if (operation.Kind == FileOperationKind.Write)
        {
            lengths[operation.Path] = lengths.GetValueOrDefault(operation.Path) + operation.Data!.Length;
        }
        else if (operation.Kind == FileOperationKind.Unlink)
        {
            // A purge takes it along.
            promises.Remove(operation.Path);
            renamed.Remove(operation.Path);
        }
        else if (operation.Kind == FileOperationKind.Rename)
        {
            promises.Remove(operation.Path);
            renamed[operation.Path2!] = lengths.GetValueOrDefault(operation.Path);
        }
        else if (operation.Kind == FileOperationKind.SyncFile && !Path.GetFileName(operation.Path).StartsWith('.'))
        {
            promises[operation.Path] = lengths.GetValueOrDefault(operation.Path);
        }
    }

    private string? LookAt(DiskModel model, int cut, Dictionary<string, int> promises)
    {
        foreach (var (fate, seed) in victim is null ? Fates(model, cut) : VictimFates(model, cut))
        {
            var tree = model.Crash(fate, seed);
            if (seen.Add(tree.Identity()) && Judge(tree, cut, promises) is { } wrong)
            {
                return $"power cut at operation {cut} of {trace.Count} (before " +
                    $"{(cut < trace.Count ? trace[cut].Kind + " " + trace[cut].Path : "the end")}): {wrong}\n" +
                    $"after {string.Join(", ", trace.Take(cut).TakeLast(12).Select(o => $"{o.Kind} {o.Path}"))}\n" +
                    string.Join('\n', model.Unsettled.SelectMany(
                        node => node.Pending.Zip(fate(node), (change, its) => $"{its}: {change.What}")));
            }
        }

        return null;
    }

    private string? Judge(CrashTree tree, int cut, Dictionary<string, int> promises)
    {
        tree.WriteTo(sandbox.Target);
        foreach (var (path, length) in promises)
        {
            var before = judge.Before + path[sandbox.Prefix.Length..];
            var expected = length + (File.Exists(before) ? new FileInfo(before).Length : 0);
            if (!File.Exists(path) || new FileInfo(path).Length < expected)
            {
                return $"{path} has lost lines that were promised";
            }
        }

        try
        {
            Recovery.Run(sandbox.Layout);
            Retention.SweepLeftovers(sandbox.Layout);
        }
        catch (Diagnostics.DeploymentException error)
        {
            return $"recovery failed: {error.Diagnostics[0]}";
        }

        var name = judge.Name();
        var must = Always ?? (Decision is not { } decision ? null : cut >= decision.NewFrom ? "new" : cut <= decision.OldUpTo ? "old"
            : null);
        return name is not ("old" or "new") || (must is not null && name != must) ? $"{(must is null ? "" : $"expected {must}: ")}{name}"
            : null;
    }

    /// <summary>Each victim alone, and all of them, lost or spoiled, with all other changes kept, with all lost, and with one of the latest
    /// kept.</summary>
    private IEnumerable<(Func<DiskNode, IReadOnlyList<Fate>> Fate, int Seed)> VictimFates(DiskModel model, int cut)
    {
        foreach (var hit in victims.Select(v => new HashSet<PendingChange> { v }).Append(victims))
        {
            foreach (var (how, others) in new[] { (Fate.Lost, Fate.Kept), (Fate.Lost, Fate.Lost), (Fate.Spoiled, Fate.Kept) })
            {
                yield return (node => [.. node.Pending.Select(p => hit.Contains(p) ? how : others)], cut);
            }
        }

        foreach (var kept in model.Unsettled.SelectMany(n => n.Pending).Where(p => !victims.Contains(p)).TakeLast(10))
        {
            yield return (node => [.. node.Pending.Select(p => p == kept ? Fate.Kept : Fate.Lost)], cut);
        }
    }

    /// <summary>Everything lost, everything kept, each change alone lost, each alone kept, each write alone spoiled, and by chance, up to
    /// the number a cut.</summary>
    private IEnumerable<(Func<DiskNode, IReadOnlyList<Fate>> Fate, int Seed)> Fates(DiskModel model, int cut)
    {
        var all = model.Unsettled.SelectMany(n => n.Pending.Select((_, index) => (Node: n, Index: index))).ToList();
        var chosen = new List<Dictionary<(DiskNode, int), Fate>>
        {
            all.ToDictionary(p => p, _ => Fate.Lost),
            all.ToDictionary(p => p, _ => Fate.Kept),
        };
        foreach (var one in Enumerable.Reverse(all))
        {
            chosen.Add(all.ToDictionary(p => p, p => p == one ? Fate.Lost : Fate.Kept));
            chosen.Add(all.ToDictionary(p => p, p => p == one ? Fate.Kept : Fate.Lost));
            if (one.Node.Pending[one.Index].Spoil is not null)
            {
                chosen.Add(all.ToDictionary(p => p, p => p == one ? Fate.Spoiled : Fate.Kept));
            }
        }

        var random = new Random(cut);
        while (chosen.Count < PerCut && all.Count > 1)
        {
            chosen.Add(all.ToDictionary(p => p, _ => (Fate)random.Next(3)));
        }

        return chosen.Take(PerCut).Select((fates, index) =>
            ((Func<DiskNode, IReadOnlyList<Fate>>)(node => [.. Enumerable.Range(0, node.Pending.Count).Select(i => fates[(node, i)])]),
                (cut * 1000) + index));
    }
}
