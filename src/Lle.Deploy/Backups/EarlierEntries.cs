using Lle.Deploy.Diagnostics;

namespace Lle.Deploy.Backups;

/// <summary>The entries of the newest backup beside the walk of the next: both go in the same order, so that one line of it is in memory at
/// a time.</summary>
internal sealed class EarlierEntries : IDisposable
{
    private readonly IEnumerator<ManifestEntry> entries;
    private bool ended;

    /// <summary>Why the rest of the manifest could not be read; null: it was, as far as it was needed.</summary>
    public Diagnostic? Problem { get; private set; }

    public EarlierEntries(IEnumerable<ManifestEntry> entries)
    {
        this.entries = entries.GetEnumerator();
        Next();
    }

    /// <param name="path">Later in the order than the one before.</param>
    public ManifestEntry? Find(string path)
    {
        while (!ended && Compare(entries.Current.Path, path) < 0)
        {
            Next();
        }

        return !ended && entries.Current.Path == path ? entries.Current : null;
    }

    private void Next()
    {
        try
        {
            ended = !entries.MoveNext();
        }
        catch (DeploymentException error)
        {
            // Damaged from here on: the rest is copied anew.
            Problem = error.Diagnostics[0];
            ended = true;
        }
    }

    /// <summary>Name by name: what is in a directory comes right behind it, whatever characters sort below the slash.</summary>
    public static int Compare(string one, string other)
    {
        var common = one.AsSpan().CommonPrefixLength(other);
        return Rank(one, common) - Rank(other, common);
    }

    private static int Rank(string path, int index) => index == path.Length ? -1 : path[index] == '/' ? 0 : path[index];

    public void Dispose() => entries.Dispose();
}
