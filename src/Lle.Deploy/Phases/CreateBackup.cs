using Lle.Deploy.Backups;
using Lle.Deploy.Configuration;
using Lle.Deploy.Deployments;
using Lle.Deploy.Logging;
using Lle.Deploy.Posix;
using Lle.Deploy.Reporting;
using Lle.Deploy.Transactions;

namespace Lle.Deploy.Phases;

/// <summary>Copies what stands, proves that the copy can be put back, and notes where it is.</summary>
internal sealed class CreateBackup : PhaseStep
{
    public override Phase Phase => Phase.BackupCreation;

    public override void Execute(Deployment deployment, CancellationToken cancellation)
    {
        var session = deployment.Session;
        var layout = deployment.Layout;
        var newest = Backup.All(layout.BackupDir) is [.., var last] ? last : null;
        var backup = new BackupWriter(layout, newest, cancellation).Write(session.Stamp, session.Id, deployment.Record.Sequence);
        deployment.Record.Backup = new BackupRecord
        {
            Timestamp = backup.Id,
            Path = backup.Folder,
            Files = backup.Files,
            Bytes = backup.Bytes,
            Rehearsed = Rehearsal.Run(backup, Path.Combine(deployment.Transaction!.Folder, "rehearsal"), cancellation),
        };
        deployment.Record.PreviousSha256 = backup.Find($"{BackupMap.Bin}/{layout.BinaryName}")?.State.Sha256;
        var data = new RollbackData(
            session.Id,
            LogTime.Format(session.Started),
            backup.Id,
            backup.Folder,
            PathInBackup(backup, $"{BackupMap.Bin}/{layout.BinaryName}"),
            PathInBackup(backup, $"{BackupMap.Config}/lle.conf"));
        deployment.Apply(deployment.Transaction.StageFile(
            layout.RollbackData(session.Id), FileContent.Of(data.ToText()), session.Owned(FileTraits.Secret), cancellation));
        session.Info($"Deployment backup created successfully: {backup.Folder} ({backup.Files} files, {deployment.Record.Backup.Rehearsed} rehearsed)");
        session.Audit($"Backup created: {backup.Folder} (Deployment: {session.Id})");
    }

    private static string PathInBackup(Backup backup, string entry) =>
        backup.Find(entry)?.State.Kind == FileKind.File ? Path.Join(backup.Folder, entry) : "";
}
