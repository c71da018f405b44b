using System.Diagnostics;

namespace Lle.Deploy.Logging;

/// <summary>How far one piece of work has come.</summary>
/// <param name="AllFiles">0: not known.</param>
/// <param name="AllBytes">0: not known.</param>
internal sealed record WorkDone(string Activity, long Files, long AllFiles, long Bytes, long AllBytes);

/// <summary>
/// Counts files and bytes of one piece of work, on any thread, and tells how far it is once an interval has passed, and then once an
/// interval. Of work that is done sooner nothing is told, and what there is to do is not counted.
/// </summary>
/// <param name="activity">What is done, for instance "Backing up".</param>
/// <param name="interval">Zero: every step is told. Infinite: none.</param>
/// <param name="all">Files and bytes there are to do; asked once, when something is told for the first time.</param>
/// <param name="tell">Never called by two threads at once.</param>
internal sealed class WorkMeter(string activity, TimeSpan interval, Func<(long Files, long Bytes)> all, Action<WorkDone> tell)
{
    private readonly Lock gate = new();
    private readonly bool tells = interval >= TimeSpan.Zero;
    private long files;
    private long bytes;
    private long last = Stopwatch.GetTimestamp();
    private (long Files, long Bytes)? whole;

    /// <summary>Of work that nobody follows.</summary>
    public static WorkMeter Silent { get; } = new("", Timeout.InfiniteTimeSpan, () => (0, 0), _ => { });

    /// <summary>So much more is done.</summary>
    public void Add(long moreFiles, long moreBytes)
    {
        Interlocked.Add(ref files, moreFiles);
        Interlocked.Add(ref bytes, moreBytes);
        if (tells && Stopwatch.GetElapsedTime(Volatile.Read(ref last)) >= interval)
        {
            Tell();
        }
    }

    /// <summary>So much is done by now.</summary>
    public void Reach(long doneFiles, long doneBytes) => Add(doneFiles - Volatile.Read(ref files), doneBytes - Volatile.Read(ref bytes));

    private void Tell()
    {
        if (!gate.TryEnter())
        {
            return;
        }

        try
        {
            if (Stopwatch.GetElapsedTime(Volatile.Read(ref last)) < interval)
            {
                return;
            }

            var (allFiles, allBytes) = whole ??= all();
            var (doneFiles, doneBytes) = (Interlocked.Read(ref files), Interlocked.Read(ref bytes));
            // What was counted may have grown since.
            tell(new WorkDone(activity, doneFiles, Math.Max(allFiles, doneFiles), doneBytes, Math.Max(allBytes, doneBytes)));
            Volatile.Write(ref last, Stopwatch.GetTimestamp());
        }
        finally
        {
            gate.Exit();
        }
    }
}
