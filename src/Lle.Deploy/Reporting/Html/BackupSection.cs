using Lle.Deploy.Backups;
using Lle.Deploy.Deployments;
using Lle.Deploy.Transactions;

namespace Lle.Deploy.Reporting.Html;

/// <summary>What can be restored, and the command that does it; after an undo, what was undone.</summary>
internal static class BackupSection
{
    private const int MostPaths = 60;

    public static void Write(HtmlBuilder page, DeploymentRecord record) => page.Section("back", "Backup and rollback", () =>
    {
        if (record.Backup is { } backup)
        {
            page.Element("p", () =>
            {
                page.Text("Backup ");
                page.Element("code", backup.Path);
                page.Text($": {backup.Files} files, {Wording.Bytes(backup.Bytes)}; {backup.Rehearsed} of them were restored into a " +
                    $"temporary directory and compared before anything was changed.");
            });
        }
        else
        {
            page.Element("p", record.Undo is null ? "No backup was taken."
                : "The backup of this run was removed with the rollback: its content is in place again.");
        }

        if (record.RollbackCommand is { } command)
        {
            page.Element("p", "To roll back to the previous version:");
            CommandBlock.Write(page, command, "Command that rolls back");
        }

        if (record.Undo is { } undo)
        {
            page.Element("p", () =>
            {
                page.Badge(undo.Verified ? "verified" : "not verified", undo.Verified ? Tone.Good : Tone.Bad);
                page.Text($" {Words.Of(undo)}");
            });
            Paths(page, "Restored", undo.Restored);
            Paths(page, "Removed", undo.Removed);
            Paths(page, "Changed outside of the deployment, and kept", undo.Kept);
        }
    });

    private static void Paths(HtmlBuilder page, string name, IEnumerable<string> paths)
    {
        var count = paths.Count();
        if (count == 0)
        {
            return;
        }

        page.Element("h3", name);
        page.Element("ul", () =>
        {
            foreach (var path in paths.Take(MostPaths))
            {
                page.Element("li", () => page.Element("code", path));
            }
        });
        if (count > MostPaths)
        {
            page.Element("p", $"And {count - MostPaths} more; all are in the result (JSON).");
        }
    }
}
