using Lle.Deploy.Backups;
using Lle.Deploy.Deployments;
using Lle.Deploy.Installed;
using Lle.Deploy.Operations;
using Lle.Deploy.Posix;
using Lle.Deploy.Sessions;
using Lle.Deploy.Text;
using Lle.Deploy.Transactions;

namespace Lle.Deploy.Phases;

/// <summary>Copies what is there, proves that the copy can be put back, and notes where it is.</summary>
internal sealed class CreateBackup : ChangingStep
{
    public override Phase Phase => Phase.BackupCreation;

    protected override void Work(Deployment deployment, Changing state, CancellationToken cancellation)
    {
        var session = deployment.Session;
        var layout = deployment.Layout;
        var backup = BackupTaking.Take(session, state.Transaction, cancellation);
        deployment.Record.PreviousSha256 = backup.Find($"{BackupMap.Bin}/{layout.BinaryName}")?.State.Sha256;
        var data = new RollbackData(
            session.Id,
            LogTime.Format(session.Started),
            backup.Id,
            backup.Folder,
            PathInBackup(backup, $"{BackupMap.Bin}/{layout.BinaryName}"),
            PathInBackup(backup, $"{BackupMap.Config}/{layout.ConfigName}"));
        state.Apply(state.Transaction.StageFile(
            layout.RollbackData(session.Id), FileContent.Of(data.ToText()), FileTraits.Secret, cancellation));
    }

    private static string PathInBackup(Backup backup, string entry) =>
        backup.Find(entry)?.State.Kind == FileKind.File ? Path.Join(backup.Folder, entry) : "";
}
