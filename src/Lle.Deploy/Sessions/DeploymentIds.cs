using System.Globalization;
using System.Text.RegularExpressions;
using Lle.Deploy.Backups;
using Lle.Deploy.Layout;
using Lle.Deploy.Transactions;

namespace Lle.Deploy.Sessions;

/// <summary>Names and numbers of new deployments. The caller holds the lock.</summary>
internal static partial class DeploymentIds
{
    /// <summary>
    /// YYYYMMDD_HHMMSS in UTC; "_2", "_3" … where this target has had that second. One more than the highest, not the first that is free:
    /// logs and backups are pruned, and an ID that came back would make one operation's files another's.
    /// </summary>
    /// <returns>The stamp without what precedes the time in the deployment's ID: it names the backup too.</returns>
    /// <param name="layout">Of the target.</param>
    /// <param name="now">In any time zone.</param>
    /// <param name="replaced">Of an installation that is taken over: its backups and logs become this one's.</param>
    public static string NextStamp(TargetLayout layout, DateTimeOffset now, TargetLayout? replaced = null)
    {
        var second = now.UtcDateTime.ToString("yyyyMMdd_HHmmss", CultureInfo.InvariantCulture);
        var highest = 0;
        foreach (var name in new[] { layout, replaced }.OfType<TargetLayout>()
            .SelectMany(each => new[] { each.BackupDir, each.Transactions, each.LogDir }).SelectMany(Names))
        {
            highest = Math.Max(highest, Ordinal(name, second));
        }

        return highest == 0 ? second : $"{second}_{highest + 1}";
    }

    /// <returns>The ID from its time on: whatever stands before it, later ones come later.</returns>
    public static string Stamp(string deploymentId) => Time().Match(deploymentId) is { Success: true } time ? deploymentId[time.Index..]
        : deploymentId;

    [GeneratedRegex("[0-9]{8}_[0-9]{6}(_[0-9]+)?$")]
    private static partial Regex Time();

    /// <summary>Read with .NET's own eyes: a name that is no text is not ours, and may not keep a recovery from starting.</summary>
    private static IEnumerable<string> Names(string directory) =>
        Directory.Exists(directory) ? Directory.EnumerateFileSystemEntries(directory).Select(path => Path.GetFileName(path)) : [];

    /// <returns>0 where the name is of another second, 1 for the bare second, n for "_n".</returns>
    private static int Ordinal(string name, string second)
    {
        var at = name.IndexOf(second, StringComparison.Ordinal);
        if (at < 0)
        {
            return 0;
        }

        var rest = name.AsSpan(at + second.Length);
        if (!rest.StartsWith("_"))
        {
            return 1;
        }

        var end = rest[1..].IndexOfAnyExceptInRange('0', '9');
        return int.TryParse(end < 0 ? rest[1..] : rest.Slice(1, end), CultureInfo.InvariantCulture, out var ordinal) ? ordinal : 1;
    }

    /// <summary>One more than any transaction or backup of this target has.</summary>
    public static long NextSequence(IEnumerable<StandingTransaction> standing, IEnumerable<Backup> backups)
    {
        var highest = 0L;
        foreach (var transaction in standing.Where(t => t.IsCommitted))
        {
            highest = Math.Max(highest, transaction.Header!.Sequence);
        }

        foreach (var backup in backups)
        {
            highest = Math.Max(highest, backup.Manifest.Sequence);
        }

        return highest + 1;
    }
}
