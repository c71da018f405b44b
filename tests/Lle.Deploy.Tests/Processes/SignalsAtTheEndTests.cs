using System.Runtime.InteropServices;
using Lle.Deploy.Processes;

namespace Lle.Deploy.Tests.Processes;

/// <summary>The runtime hands on a signal late where its threads are busy: while the undo runs, or when it is over.</summary>
[TestClass]
public sealed class SignalsAtTheEndTests
{
    [TestMethod]
    public void A_signal_that_is_handed_on_after_the_end_does_no_harm()
    {
        var ended = 0;
        var guard = new SignalGuard(CancellationToken.None, _ => ended++);
        guard.Dispose();
        var late = new PosixSignalContext(PosixSignal.SIGHUP);

        guard.OnSignal(late);

        Assert.IsTrue(late.Cancel);
        Assert.AreEqual(0, ended);
    }

    [TestMethod]
    public void The_first_signal_counts_and_no_other_waits_for_the_undo()
    {
        var ended = new List<string>();
        using var guard = new SignalGuard(CancellationToken.None, ended.Add);

        guard.OnSignal(new PosixSignalContext(PosixSignal.SIGHUP));
        guard.OnSignal(new PosixSignalContext(PosixSignal.SIGTERM));

        Assert.AreEqual("SIGHUP (its terminal was closed or its connection lost)", guard.Received);
        CollectionAssert.AreEqual(new[] { guard.Received }, ended);
        Assert.IsTrue(guard.Token.IsCancellationRequested);
    }
}
