using Lle.Deploy.Backups;
using Lle.Deploy.Logging;
using Lle.Deploy.Payload;
using Lle.Deploy.Posix;
using Lle.Deploy.Sessions;
using Lle.Deploy.Transactions;

namespace Lle.Deploy.Operations;

/// <summary>The meters of the long pieces of work.</summary>
internal static class Metering
{
    public static WorkMeter OfVerification(this OperationListener listener, Backup backup) =>
        listener.Meter($"Verifying backup {backup.Id}", () => (backup.Files, backup.Bytes));

    /// <summary>What stands already as it is wanted counts too.</summary>
    public static WorkMeter OfRestoring(this OperationListener listener, RestorePlan plan) => listener.Meter(
        "Restoring", () => plan.Files.Aggregate((0L, 0L), (all, entry) => (all.Item1 + 1, all.Item2 + entry.Size)));

    public static WorkMeter OfTakeover(this OperationListener listener, IReadOnlyCollection<FileToStage> files) =>
        listener.Meter("Taking over", () => (files.Count, files.Sum(file => file.Size)));

    /// <param name="payload">Its tree is installed as a whole.</param>
    public static WorkMeter OfTree(this OperationListener listener, PayloadFolder payload) => listener.Meter("Installing", () =>
    {
        List<TreeEntry> files = [.. payload.Tree!.Where(entry => entry.Kind == FileKind.File)];
        var root = payload.RealPath;
        return (files.Count, files.Sum(entry => new FileInfo(Path.Join(root, entry.SourcePath)) is { Exists: true } file
            ? file.Length : 0));
    });
}
