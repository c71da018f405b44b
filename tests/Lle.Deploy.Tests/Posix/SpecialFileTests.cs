using Lle.Deploy.Diagnostics;
using Lle.Deploy.Logging;
using Lle.Deploy.Posix;
using Lle.Deploy.Tests.Support;
using Lle.Deploy.Transactions;

namespace Lle.Deploy.Tests.Posix;

/// <summary>A pipe that nobody writes to, or reads from, would be waited for without end.</summary>
[TestClass]
public sealed class SpecialFileTests
{
    [TestMethod]
    public void A_pipe_is_neither_read_nor_written()
    {
        using var scratch = new Scratch();
        Run.Tool("mkfifo", scratch.Folder, "pipe");
        using var directory = PosixDirectory.Open(scratch.Folder);

        AssertRefused(() => directory.OpenRead("pipe"));
        AssertRefused(() => directory.OpenAppend("pipe", FileModes.Secret));
    }

    [TestMethod]
    public void A_pipe_with_a_reader_is_not_written_to_either()
    {
        using var scratch = new Scratch();
        Run.Tool("mkfifo", scratch.Folder, "pipe");
        using var reader = PosixFile.TryOpenFollowing(Path.Combine(scratch.Folder, "pipe"));
        using var directory = PosixDirectory.Open(scratch.Folder);

        AssertRefused(() => directory.OpenAppend("pipe", FileModes.Secret));
    }

    [TestMethod]
    public void A_device_is_neither_read_nor_written()
    {
        using var directory = PosixDirectory.Open("/dev");

        AssertRefused(() => directory.OpenRead("zero"));
        AssertRefused(() => directory.OpenAppend("null", FileModes.Secret));
    }

    [TestMethod]
    public void A_pipe_as_audit_log_is_an_error()
    {
        using var scratch = new Scratch();
        Run.Tool("mkfifo", scratch.Folder, "audit.log");
        Refused.With("LLE1950", () => AuditLog.Open(Path.Combine(scratch.Folder, "audit.log"), TimeProvider.System));
    }

    [TestMethod]
    public void A_pipe_as_lock_is_an_error()
    {
        using var scratch = new Scratch();
        Run.Tool("mkfifo", scratch.Folder, "deployment.lock");
        AssertRefused(() => DeploymentLock.Take(Path.Combine(scratch.Folder, "deployment.lock"), "LleDeploy"));
    }

    [TestMethod]
    public void A_log_with_a_second_name_is_not_written_to()
    {
        using var scratch = new Scratch();
        scratch.Write("victim", "x");
        Run.Tool("ln", scratch.Folder, "victim", "audit.log");
        using var directory = PosixDirectory.Open(scratch.Folder);

        var refused = Assert.Throws<DeploymentException>(() => directory.OpenAppend("audit.log", FileModes.Secret));

        Assert.Contains("hard link", refused.Message);
        Assert.AreEqual("x", File.ReadAllText(scratch.At("victim")));
    }

    private static void AssertRefused(Func<IDisposable> open) =>
        Assert.AreEqual("LLE3003", Assert.Throws<DeploymentException>(open).Diagnostics[0].Code);
}
