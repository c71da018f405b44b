using Lle.Deploy.Tests.Support;

namespace Lle.Deploy.Tests.Operations;

/// <summary>LleValidate looks at what is installed, not at what was meant to be.</summary>
[TestClass]
public sealed class WhatValidationFindsTests
{
    [TestMethod]
    public void A_program_that_was_changed() => Finds("LLE1921", target => File.AppendAllText(target.Binary, "# changed\n"));

    [TestMethod]
    public void A_secret_that_others_may_read() =>
        Finds("LLE1920", target => File.SetUnixFileMode(target.At("etc/lusush/security.conf"), (UnixFileMode)0x1a4));

    [TestMethod]
    public void A_deployment_whose_validation_failed_is_in_no_record_as_one_that_is_well()
    {
        using var target = new Target();
        target.Deployed();
        // Nothing asks the program: the readiness that is asked for allows it, the validation does not.
        target.Options["LleReadinessThreshold"] = "50";
        target.Options["LleValidationThreshold"] = "95";
        target.Payload("echo second");

        var result = target.Engine().Deploy(CancellationToken.None);

        Assert.AreEqual("NEEDS_ATTENTION", result.Status, string.Join("; ", target.Told));
        Assert.Contains("\nStatus: NEEDS_ATTENTION\n", File.ReadAllText(target.At("var/lib/lusush/deployment_state")));
        Assert.AreEqual("NEEDS_ATTENTION", target.Engine().Status().Facts["State"]);
        Assert.Contains($"Deployment finalized: {result.DeploymentId} (Status: NEEDS_ATTENTION)",
            File.ReadAllText(target.At("var/log/lusush/deployment_audit.log")));
        Assert.AreEqual("NEEDS_ATTENTION", target.Engine().Deploy(CancellationToken.None).Status, "the same again is not UNCHANGED");
        target.Options["LleValidationThreshold"] = "50";
        Assert.AreEqual("SUCCESS", target.Engine().Deploy(CancellationToken.None).Status, string.Join("; ", target.Told));
        Assert.AreEqual("ACTIVE", target.Engine().Status().Facts["State"]);
    }

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
