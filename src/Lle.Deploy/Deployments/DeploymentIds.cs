using System.Globalization;
using Lle.Deploy.Backups;
using Lle.Deploy.Layout;
using Lle.Deploy.Transactions;

namespace Lle.Deploy.Deployments;

/// <summary>Names and numbers of new deployments. The caller holds the lock.</summary>
internal static class DeploymentIds
{
    /// <summary>YYYYMMDD_HHMMSS in UTC; "_2", "_3" … where the second is taken on this target.</summary>
    /// <param name="prefix">What stands before the time in the deployment's ID: empty, or "UPDATE_1.1.0_".</param>
    /// <returns>The stamp without the prefix: it names the backup too.</returns>
    public static string NextStamp(TargetLayout layout, string prefix, DateTimeOffset now)
    {
        var second = now.UtcDateTime.ToString("yyyyMMdd_HHmmss", CultureInfo.InvariantCulture);
        return Enumerable.Range(1, int.MaxValue)
            .Select(n => n == 1 ? second : $"{second}_{n}")
            .First(stamp => !IsTaken(layout, prefix + stamp) && !Path.Exists(Path.Combine(layout.BackupDir, stamp)));
    }

    private static bool IsTaken(TargetLayout layout, string id) =>
        Path.Exists(layout.DeploymentLog(id)) || Path.Exists(Path.Combine(layout.Transactions, id)) || Path.Exists(layout.Result(id));

    /// <summary>One more than any transaction or backup of this target has.</summary>
    public static long NextSequence(TargetLayout layout) => 1 + Math.Max(
        Recovery.Committed(layout.Transactions).Select(c => c.Header.Sequence).DefaultIfEmpty().Max(),
        Backup.All(layout.BackupDir).Select(b => b.Manifest.Sequence).DefaultIfEmpty().Max());
}
