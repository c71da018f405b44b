using Lle.Deploy.Bundles;
using Lle.Deploy.Options;

namespace Lle.Deploy.Tests.Bundles;

[TestClass]
public sealed class WhatABundleMaySetTests
{
    [TestMethod]
    public void Of_every_option_it_is_decided_whether_a_bundle_may_bring_it() =>
        Assert.IsEmpty(OptionTable.All.Where(option => !BundleRules.IsDecided(option)).Select(option => option.Name).ToList());

    [TestMethod]
    public void A_plan_is_written_where_the_host_says_and_nowhere_else()
    {
        using var folder = new BundleFolder();
        var file = Path.Combine(folder.Root, "planted");
        var bundle = folder.Forge(
            """{"Schema":1,"Name":"lusush","Version":"1.4.0","Options":{"LlePlanFile":"FILE"}}""".Replace("FILE", file));

        var plan = folder.Engine(new() { ["LleUpdatePackage"] = bundle, ["LleInstallPrefix"] = folder.Prefix })
            .Plan(CancellationToken.None);

        Assert.IsFalse(plan.Succeeded);
        Assert.AreEqual("LLE1405", folder.Codes);
        Assert.IsFalse(File.Exists(file));
    }
}
