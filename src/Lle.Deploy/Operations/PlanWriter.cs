using System.Security.Cryptography;
using System.Text;
using Lle.Deploy.Backups;
using Lle.Deploy.Deployments;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Installed;
using Lle.Deploy.Layout;
using Lle.Deploy.Posix;
using Lle.Deploy.Reporting;
using Lle.Deploy.Sessions;
using Lle.Deploy.Text;
using Lle.Deploy.Transactions;

namespace Lle.Deploy.Operations;

/// <summary>Turns worked-out changes into a plan: one entry a path, and a hash of what they were worked out from.</summary>
internal static class PlanWriter
{
    /// <param name="inputs">Of what is to be done: payload and options, or the backups that are to be brought back.</param>
    public static void Enter(PlanRecord plan, TargetSession session, string inputs, IReadOnlyList<Change> changes)
    {
        var hashed = new StringBuilder(OperationNames.Name(plan.Operation)).Append('\n').Append(inputs).Append('\n');
        foreach (var steps in changes.GroupBy(change => change.Path))
        {
            var (path, before, after) = (steps.Key, steps.First().Before, steps.Last().After);
            if (before.Exists || after.Exists)
            {
                plan.Files.Add(new PlanEntry(path, Action(before, after), Reason(before, after)));
            }

            if (IsHashed(session.Layout, path, before, after))
            {
                hashed.Append(path).Append('\n').Append(JsonLine.Write(writer => writer.WriteState("State", before))).Append('\n');
            }
        }

        // What is left of versions goes first, whatever the operation does; whether it is in use is no part of the hash.
        EnterRemovals(plan, VersionRetention.Left(session.Layout));
        EnterRemovals(plan, Retention.Leftovers(session.Layout));
        ServicePlan.Enter(plan, session, changes);
        plan.Notes = session.Record.Notes;
        plan.Hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(hashed.ToString())));
    }

    /// <summary>Version folders that go, path by path. Processes come and go: they are no reason for another hash.</summary>
    public static void EnterRemovals(PlanRecord plan, IEnumerable<VersionFolder> folders) =>
        EnterRemovals(plan, folders.SelectMany(folder => Tree(folder.Path).Concat(Tree(folder.ListPath))));

    /// <summary>Paths that go, of a backup only its folder.</summary>
    public static void EnterRemovals(PlanRecord plan, IEnumerable<string> paths)
    {
        var known = plan.Files.Select(entry => entry.Path).ToHashSet(StringComparer.Ordinal);
        plan.Files.AddRange(paths.Where(path => !known.Contains(path) && PathState.Look(path).Exists)
            .Select(path => new PlanEntry(path, PlanAction.Remove, "")));
    }

    /// <summary>A path and everything below it, without following links.</summary>
    public static IEnumerable<string> Tree(string path) => PathState.Look(path).Kind == FileKind.Directory
        ? Directory.EnumerateFileSystemEntries(path).SelectMany(Tree).Prepend(path) : [path];

    /// <summary>LlePlanHash: refuses where what was planned from is no longer so.</summary>
    /// <exception cref="DeploymentException">LLE3071.</exception>
    public static void CheckUnchanged(TargetSession session, Func<OperationListener, PlanRecord> plan)
    {
        if (session.Options.PlanHash is { } expected && plan(OperationListener.Of(_ => { })).Hash is var found && found != expected)
        {
            throw new DeploymentException(DiagnosticCatalog.PlanChanged(expected, found));
        }
    }

    /// <summary>Not directories, which the lock and the logs make too; nor logs and what is in DATA, but for the record of what is
    /// deployed.</summary>
    private static bool IsHashed(TargetLayout layout, string path, PathState before, PathState after) =>
        before.Kind != FileKind.Directory
        && after.Kind != FileKind.Directory
        && (path == layout.DeploymentState || !(IsBelow(layout.DataDir, path) || IsBelow(layout.LogDir, path)));

    private static bool IsBelow(string directory, string path) => path.StartsWith(directory + "/", StringComparison.Ordinal);

    private static PlanAction Action(PathState before, PathState after) =>
        !before.Exists ? PlanAction.Create : !after.Exists ? PlanAction.Remove : before == after ? PlanAction.Keep : PlanAction.Replace;

    private static string Reason(PathState before, PathState after)
    {
        if (!before.Exists || !after.Exists)
        {
            return "";
        }

        (string Name, bool Differs)[] reasons =
        [
            ("type", before.Kind != after.Kind),
            ("content", before.Kind == after.Kind && (before.Sha256 != after.Sha256 || before.Target != after.Target)),
            ("mode", before.Kind == after.Kind && before.Mode != after.Mode),
            ("owner", (before.User, before.Group) != (after.User, after.Group)),
            ("attributes", !(before.Attributes ?? []).SequenceEqual(after.Attributes ?? [])),
        ];
        return string.Join(", ", reasons.Where(reason => reason.Differs).Select(reason => reason.Name));
    }
}
