using System.Text.RegularExpressions;
using Lle.Deploy.Tests.Support;

namespace Lle.Deploy.Tests.Operations;

/// <summary>A deployment that would ask the program nothing.</summary>
[TestClass]
public sealed class WithoutAProbeTests
{
    [TestMethod]
    public void Is_refused_before_anything_is_touched()
    {
        using var target = new Target();
        target.Options["LleReadinessThreshold"] = "90";

        Assert.IsFalse(target.Engine().Deploy(CancellationToken.None).Succeeded);

        Assert.IsTrue(target.WasTold("LLE1706"), string.Join(';', target.Told));
        Assert.IsFalse(Directory.Exists(target.Prefix));
        Assert.IsFalse(target.Engine().Plan(CancellationToken.None).Succeeded, "the plan says so too");
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void Succeeds_as_the_message_advises(bool hasConfiguration)
    {
        using var target = new Target();
        if (!hasConfiguration)
        {
            // Only Lusush needs one.
            File.Move(Path.Combine(target.Options["LlePayloadDir"], "lusush"), Path.Combine(target.Options["LlePayloadDir"], "greet"));
            File.Delete(Path.Combine(target.Options["LlePayloadDir"], "lle.conf.template"));
            target.Options["LleBinaryName"] = "greet";
        }

        target.Options["LleReadinessThreshold"] = "90";
        target.Options["LleValidationThreshold"] = "95";
        Assert.IsFalse(target.Engine().Deploy(CancellationToken.None).Succeeded);
        foreach (Match advised in Regex.Matches(target.Told.Single(each => each.Code == "LLE1706").Remedy, @"(Lle\w+)=(\d+)"))
        {
            target.Options[advised.Groups[1].Value] = advised.Groups[2].Value;
        }

        Assert.IsTrue(target.Engine().Deploy(CancellationToken.None).Succeeded, string.Join(';', target.Told));
    }

    [TestMethod]
    [DataRow("LleReadinessThreshold", "80")]
    [DataRow("LleKeepDegraded", "true")]
    public void May_still_be_asked_for(string option, string value)
    {
        using var target = new Target();
        target.Options["LleReadinessThreshold"] = "90";
        target.Options[option] = value;

        Assert.IsTrue(target.Engine().Deploy(CancellationToken.None).Succeeded, string.Join(';', target.Told));
    }
}
