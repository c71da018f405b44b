using System.Text;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Installed;
using Lle.Deploy.Layout;
using Lle.Deploy.Posix;

namespace Lle.Deploy.Sessions;

/// <summary>
/// DATA/transactions/made: the directories that were made before there was an installation to note them in. A first deployment that fails
/// keeps its logs and leaves no identity, and a later purge takes along, where they are empty, the directories that the failed one made.
/// </summary>
internal static class MadeDirectories
{
    public const string FileName = "made";

    private const string Title = "LLE Directories";
    private const string Field = "Made ";

    /// <summary>Those of earlier runs, as records spell them. A record that is damaged or somebody else's counts for nothing: at worst
    /// empty directories stay.</summary>
    public static IReadOnlyList<string> Read(TargetLayout layout)
    {
        var paths = new RecordPaths(layout);
        try
        {
            using var transactions = PosixDirectory.TryOpen(layout.Transactions);
            if (transactions?.Status(FileName) is null)
            {
                return [];
            }

            using var file = RecordTrust.OpenRead(transactions, FileName);
            return [.. FieldFile.Read(file.ReadToEnd(), file.Path, Title)
                .Where(field => field.Key.StartsWith(Field, StringComparison.Ordinal))
                .Select(field => field.Value).Where(spelled => paths.Read(spelled, file.Path) is not null)];
        }
        catch (DeploymentException)
        {
            return [];
        }
    }

    /// <summary>Adds to them. Not synced: what a power cut leaves of it is read, or counts for nothing.</summary>
    public static void Add(TargetLayout layout, IReadOnlyList<string> made)
    {
        var known = Read(layout);
        var paths = new RecordPaths(layout);
        string[] all = [.. known.Union(made.Select(paths.Write))];
        if (all.Length == known.Count)
        {
            return;
        }

        Forget(layout);
        using var transactions = PosixDirectory.Open(layout.Transactions);
        using var file = transactions.Create(FileName);
        file.Write(Encoding.UTF8.GetBytes(FieldFile.Write(Title, [.. all.Select((spelled, index) => ($"{Field}{index + 1}", spelled))])));
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
