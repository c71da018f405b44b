using System.Collections.Concurrent;
using Lle.Deploy.Posix;

namespace Lle.Deploy.Tests.Posix;

[TestClass]
public sealed class ParallelBatchesTests
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
        ParallelBatches.Run(Enumerable.Range(0, count), (ParentDirectories _, int item) => done.Enqueue(item));
        CollectionAssert.AreEqual(Enumerable.Range(0, count).ToList(), done.Order().ToList());
    }

    [TestMethod]
    public void A_failure_is_thrown_as_it_is_and_every_tool_is_given_back()
    {
        var failure = Assert.ThrowsExactly<PosixException>(() => ParallelBatches.Run(Enumerable.Range(0, 2000), (Tool _, int item) =>
        {
            if (item == 700)
            {
                throw new PosixException("read", "/x", Errno.NoEntry);
            }
        }));
        Assert.AreEqual("/x", failure.Path);
        Assert.AreEqual(0, Tool.Open);
    }

    private sealed class Tool : IDisposable
    {
        private static int open;

        public Tool() => Interlocked.Increment(ref open);

        public static int Open => open;

        public void Dispose() => Interlocked.Decrement(ref open);
    }
}
