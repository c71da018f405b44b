using Lle.Deploy.Diagnostics;
using Lle.Deploy.Layout;
using Lle.Deploy.Posix;

namespace Lle.Deploy.Transactions;

/// <summary>
/// Every lock that one writing operation holds: that of the data directory, which names the holder to anybody who asks there, and those of
/// the program and of the directories, which other data directories may name too.
/// </summary>
internal sealed class TargetLocks : IDisposable
{
    private readonly TargetLayout layout;
    private readonly string purpose;
    private readonly TargetLayout? replaced;
    private readonly List<DeploymentLock> others = [];
    private DeploymentLock? data;

    private TargetLocks(TargetLayout layout, string purpose, TargetLayout? replaced)
    {
        this.layout = layout;
        this.replaced = replaced;
        this.purpose = purpose;
    }

    /// <summary>Why the lock does not name its holder; null where it does.</summary>
    public Diagnostic? Unsigned => data?.Unsigned;

    /// <summary>Takes all, or none and fails at once naming the holder.</summary>
    /// <param name="layout">Of this installation.</param>
    /// <param name="purpose">Told to whoever is refused meanwhile.</param>
    /// <param name="replaced">The layout of one that is taken over: nobody may write there either.</param>
    /// <param name="makeData">Makes the data directory where it is missing: by then the other locks are held, so that a run which is
    /// refused has made nothing, and nobody has taken locks that are named after what was there before.</param>
    public static TargetLocks Take(TargetLayout layout, string purpose, TargetLayout? replaced = null, Action? makeData = null)
    {
        var locks = new TargetLocks(layout, purpose, replaced);
        try
        {
            if (makeData is not null && !PathState.Capture(layout.DataDir).Exists)
            {
                locks.Extend();
                makeData();
            }

            locks.data = DeploymentLock.Take(layout.Lock, purpose);
            locks.Extend();
            return locks;
        }
        catch
        {
            locks.TakeBack();
            throw;
        }
    }

    /// <summary>Takes those that are named after directories which have been made since.</summary>
    public void Extend()
    {
        Add(LockFolder.Names(layout, replaced), shared: false);
        Add(LockFolder.SharedNames(layout, replaced), shared: true);
    }

    private void Add(IReadOnlyList<string> names, bool shared)
    {
        var folder = LockFolder.Make();
        foreach (var path in names.Select(name => Path.Combine(folder, name)).Where(path => others.TrueForAll(o => o.Path != path)))
        {
            others.Add(DeploymentLock.Take(path, purpose, leavesNothing: true, shared));
        }
    }

    /// <summary>Takes the lock of one more file of the prefix's bin, which others hold for a moment only.</summary>
    /// <exception cref="DeploymentException">LLE3011: somebody has had it for ten seconds.</exception>
    public void ExtendTo(string name)
    {
        var path = Path.Combine(LockFolder.Make(), LockFolder.NameOf(layout.BinDir, name));
        for (var tries = 1; others.TrueForAll(o => o.Path != path); tries++)
        {
            try
            {
                others.Add(DeploymentLock.Take(path, purpose, leavesNothing: true));
            }
            catch (DeploymentException error) when (error is not PosixException && tries < 100)
            {
                Thread.Sleep(100);
            }
        }
    }

    /// <exception cref="DeploymentException">LLE3051: a lock is no longer the one on disk, so somebody else may hold another.</exception>
    public void Check()
    {
        data?.Check();
        others.ForEach(other => other.Check());
    }

    /// <summary>Gives them back and leaves no file that was made for them.</summary>
    public void TakeBack()
    {
        data?.TakeBack();
        Dispose();
    }

    public void Dispose()
    {
        others.ForEach(o => o.Dispose());
        data?.Dispose();
    }
}
