namespace Lle.Deploy.Faults;

[TestClass]
public sealed class RestoreTests
{
    [TestMethod]
    public void A_restore_brings_back_what_a_rollback_of_the_first_deployment_took_away()
    {
        using var sandbox = new Sandbox();
        sandbox.Do("deploy", "A");
        sandbox.Do("backup");
        var backup = sandbox.BackupIds[^1];
        sandbox.Do("rollback");
        Assert.IsFalse(Directory.Exists(sandbox.Layout.BinDir));

        sandbox.Do("restore", "A", $"LleBackupTimestamp={backup}");

        Assert.IsTrue(File.Exists(sandbox.Layout.Binary));
    }
}
