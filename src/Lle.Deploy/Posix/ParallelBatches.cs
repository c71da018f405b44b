using System.Runtime.ExceptionServices;

namespace Lle.Deploy.Posix;

/// <summary>
/// The same work for many files, by as many threads as there are processors (at most four: they wait for one disk), in the memory of one
/// batch. Each thread takes neighbours, so that a directory is opened once by each.
/// </summary>
internal static class ParallelBatches
{
    private const int BatchSize = 512;
    private const int MostWorkers = 4;

    /// <summary>Few things of which each may be large are divided evenly: no thread gets all of the last ones.</summary>
    private const int Piece = 16;

    /// <typeparam name="TOpen">What a thread keeps open for its share.</typeparam>
    /// <param name="work">May be called by several threads at once.</param>
    public static void Run<TOpen, TItem>(IEnumerable<TItem> items, Action<TOpen, TItem> work)
        where TOpen : IDisposable, new()
    {
        // The tests of power cuts need one order of changes.
        var workers = FileOperations.Recorder is null ? Math.Clamp(Environment.ProcessorCount, 1, MostWorkers) : 1;
        foreach (var batch in items.Chunk(BatchSize))
        {
            var piece = Math.Clamp(batch.Length / (workers * 2), 1, Piece);
            var next = 0;
            Exception? failure = null;
            Parallel.For(0, Math.Min(workers, batch.Length), new ParallelOptions { MaxDegreeOfParallelism = workers }, _ =>
            {
                using var open = new TOpen();
                try
                {
                    for (var from = Interlocked.Add(ref next, piece) - piece; from < batch.Length && Volatile.Read(ref failure) is null;
                        from = Interlocked.Add(ref next, piece) - piece)
                    {
                        foreach (var item in batch.AsSpan(from, Math.Min(piece, batch.Length - from)))
                        {
                            work(open, item);
                        }
                    }
                }
                catch (Exception error)
                {
                    Interlocked.CompareExchange(ref failure, error, null);
                }
            });
            if (failure is not null)
            {
                // As it was thrown: who catches asks for its kind.
                ExceptionDispatchInfo.Throw(failure);
            }
        }
    }
}
