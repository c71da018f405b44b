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

    [TestMethod]
    public void Every_directory_that_cannot_be_read_is_named_and_no_link_is_judged_then()
    {
        using var scratch = new Scratch();
        scratch.Write("tree/bin/web", "#!/bin/sh\n", (UnixFileMode)FileModes.Program);
        scratch.Write("tree/closed/file", "x");
        scratch.Write("tree/listed/file", "x");
        File.CreateSymbolicLink(scratch.At("tree/link"), "closed/file");
        File.SetUnixFileMode(scratch.Folder, (UnixFileMode)FileModes.Program);
        File.SetUnixFileMode(scratch.At("tree/closed"), UnixFileMode.None);
        File.SetUnixFileMode(scratch.At("tree/listed"), UnixFileMode.UserRead | UnixFileMode.OtherRead);

        var places = Stranger.Do(() => Assert.ThrowsExactly<DeploymentException>(() => Read(scratch)).Diagnostics
            .Select(diagnostic => $"{diagnostic.Code} {diagnostic.Location.File}").ToArray());

        CollectionAssert.AreEqual(
            new[] { $"LLE1107 {scratch.At("tree/closed")}", $"LLE1107 {scratch.At("tree/listed/file")}" }, places);
    }

    [TestMethod]
    [DataRow("large/", "leads through a file")]
    [DataRow("large/../bin", "leads through a file")]
    [DataRow("bin/web/.", "leads through a file")]
    [DataRow("bin/", null)]
    [DataRow("bin/../large", null)]
    public void A_link_leads_through_directories_only(string target, string? problem)
    {
        using var scratch = new Scratch();
        scratch.Write("tree/bin/web", "#!/bin/sh\n", (UnixFileMode)FileModes.Program);
        scratch.Write("tree/large", "x");
        File.CreateSymbolicLink(scratch.At("tree/link"), target);

        if (problem is null)
        {
            Assert.HasCount(4, Read(scratch));
            return;
        }

        Assert.Contains(problem, Refused.With("LLE1127", () => Read(scratch)).Message);
    }

    [TestMethod]
    public void A_link_to_the_payloads_own_place_is_to_be_made_relative()
    {
        using var scratch = new Scratch();
        var program = scratch.Write("tree/bin/web", "#!/bin/sh\n", (UnixFileMode)FileModes.Program);
        File.CreateSymbolicLink(scratch.At("tree/link"), program);

        Assert.Contains("make the link relative", Refused.With("LLE1127", () => Read(scratch)).Message);
    }

    [TestMethod]
    public void A_pipe_is_told_as_something_that_may_be_left_out()
    {
        using var scratch = new Scratch();
        scratch.Write("tree/bin/web", "#!/bin/sh\n", (UnixFileMode)FileModes.Program);
        Run.Tool("mkfifo", scratch.At("tree"), "pipe");

        var refusal = Refused.With("LLE1127", () => Read(scratch));

        Assert.Contains("device, pipe or socket", refusal.Message);
        Assert.AreEqual(scratch.At("tree/pipe"), refusal.Location.File);
    }

    [TestMethod]
    public void A_path_that_no_program_could_open_is_refused_as_what_it_is()
    {
        using var scratch = new Scratch();
        scratch.Write("tree/bin/web", "#!/bin/sh\n", (UnixFileMode)FileModes.Program);
        Run.Tool("sh", scratch.At("tree"), "-c",
            "name=$(printf %0200d 0); n=0; while [ $n -lt 22 ]; do mkdir $name && cd -P $name && n=$((n + 1)) || exit; done; :> file");

        var refusals = Assert.ThrowsExactly<DeploymentException>(() => Read(scratch)).Diagnostics;
        Run.Tool("rm", scratch.Folder, "-rf", "tree");

        Assert.AreEqual("LLE1127", refusals.Single().Code);
        Assert.Contains("longer than 4095 bytes", refusals[0].Message);
    }

    private IReadOnlyList<TreeEntry> Read(Scratch scratch)
    {
        var payload = PayloadFolder.Open(scratch.At("tree"), "web", kind: PayloadKind.Tree);
        return PayloadTree.Read(scratch.At("tree"), payload, ["*.tmp"], PayloadAdditions.None, TestContext.CancellationToken);
    }
}
