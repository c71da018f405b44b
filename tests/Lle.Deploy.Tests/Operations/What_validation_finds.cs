using Lle.Deploy.Tests.Support;

namespace Lle.Deploy.Tests.Operations;

/// <summary>LleValidate looks at what is installed, not at what was meant to be.</summary>
[TestClass]
public sealed class What_validation_finds
{
    [TestMethod]
    public void A_program_that_was_changed() => Finds("LLE1921", target => File.AppendAllText(target.Binary, "# changed\n"));

    [TestMethod]
    public void A_secret_that_others_may_read() =>
        Finds("LLE1920", target => File.SetUnixFileMode(target.At("etc/lusush/security.conf"), (UnixFileMode)0x1a4));

    [TestMethod]
    public void A_damaged_result_is_a_warning_and_no_failure()
    {
        using var target = new Target();
        File.WriteAllText(target.Deployed().ResultPath!, "");

        Assert.IsTrue(target.Engine().Validate(CancellationToken.None).Succeeded, string.Join("; ", target.Told));

        Assert.AreEqual(Lle.Deploy.Diagnostics.Severity.Warning, target.Told.Single(told => told.Code == "LLE2221").Severity);
    }

    private static void Finds(string code, Action<Target> change)
    {
        using var target = new Target();
        target.Deployed();
        change(target);
        target.Options["LleValidationThreshold"] = "100";

        Assert.IsFalse(target.Engine().Validate(CancellationToken.None).Succeeded);

        Assert.IsTrue(target.Told.Exists(told => told.Message.Contains(code, StringComparison.Ordinal)), string.Join("; ", target.Told));
    }
}
