using System.Collections.Concurrent;
using Lle.Deploy.Posix;

namespace Lle.Deploy.Tests.Posix;

[TestClass]
public sealed class Parallel_batches
{
    [TestMethod]
    [DataRow(0)]
    [DataRow(1)]
    [DataRow(8)]
    [DataRow(513)]
    [DataRow(5000)]
    public void Every_item_is_worked_on_once(int count)
    {
        var done = new ConcurrentQueue<int>();
        ParallelBatches.Run(Enumerable.Range(0, count), () => done, (queue, item) => queue.Enqueue(item), _ => { });
        CollectionAssert.AreEqual(Enumerable.Range(0, count).ToList(), done.Order().ToList());
    }

    [TestMethod]
    public void A_failure_is_thrown_as_it_is_and_every_tool_is_given_back()
    {
        var open = 0;
        var failure = Assert.ThrowsExactly<PosixException>(() => ParallelBatches.Run(Enumerable.Range(0, 2000),
            () => Interlocked.Increment(ref open),
            (_, item) =>
            {
                if (item == 700)
                {
                    throw new PosixException("read", "/x", Errno.NoEntry);
                }
            },
            _ => Interlocked.Decrement(ref open)));
        Assert.AreEqual("/x", failure.Path);
        Assert.AreEqual(0, open);
    }
}
