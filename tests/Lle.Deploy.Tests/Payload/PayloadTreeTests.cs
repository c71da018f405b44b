using Lle.Deploy.Diagnostics;
using Lle.Deploy.Payload;
using Lle.Deploy.Posix;
using Lle.Deploy.Tests.Support;
using Lle.Deploy.Transactions;

namespace Lle.Deploy.Tests.Payload;

[TestClass]
public sealed class PayloadTreeTests
{
    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public void A_folder_that_changes_while_it_is_read_is_refused()
    {
        using var scratch = new Scratch();
        scratch.Write("tree/bin/web", "#!/bin/sh\n", (UnixFileMode)FileModes.Program);
        // Long enough to hash that the folder changes meanwhile, whoever else is at work.
        File.WriteAllBytes(scratch.At("tree/large"), new byte[64 << 20]);
        using var stop = new CancellationTokenSource();
        var restless = Task.Run(() =>
        {
            // What is left out does not count, and yet the folder is not the one that was listed.
            for (var file = scratch.At("tree/left-out.tmp"); !stop.IsCancellationRequested; File.Delete(file))
            {
                File.WriteAllText(file, "");
            }
        }, TestContext.CancellationToken);

        var refused = Assert.ThrowsExactly<DeploymentException>(() => Read(scratch));
        stop.Cancel();
        restless.GetAwaiter().GetResult();

        Assert.AreEqual(("LLE3006", scratch.At("tree")), (refused.Diagnostics[0].Code, refused.Diagnostics[0].Location.File));
        Assert.HasCount(3, Read(scratch));
    }

    private IReadOnlyList<TreeEntry> Read(Scratch scratch)
    {
        var payload = PayloadFolder.Open(scratch.At("tree"), "web", kind: PayloadKind.Tree);
        return PayloadTree.Read(scratch.At("tree"), payload, ["*.tmp"], PayloadAdditions.None, TestContext.CancellationToken);
    }
}
