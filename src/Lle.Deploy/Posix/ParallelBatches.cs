using System.Runtime.ExceptionServices;

namespace Lle.Deploy.Posix;

/// <summary>
/// The same work for many files, by as many threads as there are processors (at most four: they wait for one disk), in the memory of one
/// batch. Each thread takes neighbours, so that a directory is opened once by each.
/// </summary>
internal static class ParallelBatches
{
    private const int BatchSize = 2048;
    private const int MostWorkers = 4;

    /// <summary>Few things of which each may be large are divided evenly: no thread gets all of the last ones.</summary>
    private const int Piece = 64;

    /// <typeparam name="TOpen">What a thread keeps open for its share.</typeparam>
    /// <param name="work">May be called by several threads at once.</param>
    public static void Run<TOpen, TItem>(IEnumerable<TItem> items, Action<TOpen, TItem> work)
        where TOpen : IDisposable, new()
    {
        foreach (var batch in items.Chunk(BatchSize))
        {
            Run<TOpen>(batch.Length, (open, index) => work(open, batch[index]));
        }
    }

    /// <inheritdoc cref="Run{TOpen, TItem}"/>
    /// <returns>What came of each, in their order.</returns>
    public static List<TResult> Map<TOpen, TItem, TResult>(IEnumerable<TItem> items, Func<TOpen, TItem, TResult> work)
        where TOpen : IDisposable, new()
    {
        var results = new List<TResult>();
        foreach (var made in Stream(items, work))
        {
            results.Add(made);
        }

        return results;
    }

    /// <summary>As <see cref="Map{TOpen, TItem, TResult}"/>, a batch at a time as it is asked for.</summary>
    public static IEnumerable<TResult> Stream<TOpen, TItem, TResult>(IEnumerable<TItem> items, Func<TOpen, TItem, TResult> work)
        where TOpen : IDisposable, new()
    {
        foreach (var batch in items.Chunk(BatchSize))
        {
            var made = new TResult[batch.Length];
            Run<TOpen>(batch.Length, (open, index) => made[index] = work(open, batch[index]));
            foreach (var result in made)
            {
                yield return result;
            }
        }
    }

    private static void Run<TOpen>(int count, Action<TOpen, int> work)
        where TOpen : IDisposable, new()
    {
        // The tests of power cuts need one order of changes.
        var workers = FileOperations.Recorder is null ? Math.Clamp(Environment.ProcessorCount, 1, MostWorkers) : 1;
        var piece = Math.Clamp(count / (workers * 8), 1, Piece);
        var next = 0;
        Exception? failure = null;
        // This thread takes its share too. (Parallel.For does the same; to load it costs a short process more than most batches take.)
        var helpers = new Task[Math.Min(workers, count) - 1];
        for (var helper = 0; helper < helpers.Length; helper++)
        {
            helpers[helper] = Task.Run(Share);
        }

        Share();
        Task.WaitAll(helpers);
        if (failure is not null)
        {
            // As it was thrown: who catches asks for its kind.
            ExceptionDispatchInfo.Throw(failure);
        }

        void Share()
        {
            try
            {
                using var open = new TOpen();
                for (var from = Interlocked.Add(ref next, piece) - piece; from < count && Volatile.Read(ref failure) is null;
                    from = Interlocked.Add(ref next, piece) - piece)
                {
                    for (var index = from; index < Math.Min(from + piece, count); index++)
                    {
                        work(open, index);
                    }
                }
            }
            catch (Exception error)
            {
                Interlocked.CompareExchange(ref failure, error, null);
            }
        }
    }
}
