using System.Text;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Installed;
using Lle.Deploy.Layout;
using Lle.Deploy.Posix;

namespace Lle.Deploy.Sessions;

/// <summary>
/// DATA/transactions/made: what runs made and found before there was an installation to note it in. A first deployment that fails keeps its
/// logs, and, where somebody changed something meanwhile, that and its backup, but leaves no identity; a later purge takes along all that
/// came after the first run, and the directories that were made, where they are empty.
/// </summary>
internal sealed record FirstRuns
{
    public const string FileName = "made";

    private const string Title = "LLE Directories";
    private const string MadeField = "Made ";
    private const string HeldField = "Held Before";

    /// <summary>Directories, as records spell them.</summary>
    public IReadOnlyList<string> Made { get; init; } = [];

    /// <summary>Sections of the layout that held something before the first run; null: no run has looked.</summary>
    public IReadOnlyList<string>? HeldBefore { get; init; }

    /// <summary>What earlier runs noted. A record that is damaged or somebody else's counts for nothing: at worst empty directories stay,
    /// or a purge is refused.</summary>
    public static FirstRuns Read(TargetLayout layout)
    {
        var paths = new RecordPaths(layout);
        try
        {
            using var transactions = PosixDirectory.TryOpen(layout.Transactions);
            if (transactions?.Status(FileName) is null)
            {
                return new FirstRuns();
            }

            using var file = RecordTrust.OpenRead(transactions, FileName);
            var fields = FieldFile.Read(file.ReadToEnd(), file.Path, Title);
            return new FirstRuns
            {
                Made = [.. fields.Where(field => field.Key.StartsWith(MadeField, StringComparison.Ordinal))
                    .Select(field => field.Value).Where(spelled => paths.Read(spelled, file.Path) is not null)],
                HeldBefore = fields.GetValueOrDefault(HeldField)?.Split(' ', StringSplitOptions.RemoveEmptyEntries),
            };
        }
        catch (DeploymentException)
        {
            return new FirstRuns();
        }
    }

    /// <summary>Adds what this run found and made: what the first one found is what counts. Not synced: what a power cut leaves of it is
    /// read, or counts for nothing.</summary>
    /// <param name="layout">Of an installation that has no identity.</param>
    /// <param name="made">Absolute.</param>
    /// <returns>What is known now.</returns>
    public static FirstRuns Add(TargetLayout layout, IEnumerable<string> made)
    {
        var known = Read(layout);
        var paths = new RecordPaths(layout);
        var now = new FirstRuns
        {
            Made = [.. known.Made.Union(made.Select(paths.Write))],
            HeldBefore = known.HeldBefore ?? InstallationRecords.HeldBefore(layout),
        };
        if (now.Made.Count > known.Made.Count || known.HeldBefore is null)
        {
            Forget(layout);
            using var transactions = PosixDirectory.Open(layout.Transactions);
            using var file = transactions.Create(FileName);
            file.Write(Encoding.UTF8.GetBytes(FieldFile.Write(Title,
            [
                (HeldField, string.Join(' ', now.HeldBefore)), .. now.Made.Select((spelled, index) => ($"{MadeField}{index + 1}", spelled)),
            ])));
        }

        return now;
    }

    /// <summary>DATA/installation names them now.</summary>
    public static void Forget(TargetLayout layout)
    {
        using var transactions = PosixDirectory.TryOpen(layout.Transactions);
        if (transactions?.Status(FileName) is not null)
        {
            transactions.Unlink(FileName);
        }
    }
}
