using Lle.Deploy.Diagnostics;
using Lle.Deploy.Fleets;
using Lle.Deploy.Options;

namespace Lle.Deploy.Tests.Operations;

/// <summary>Which hosts go one after the other, and what a project may say of them.</summary>
[TestClass]
public sealed class BatchesOfAFleetTests
{
    [TestMethod]
    [DataRow(8, "1;25%;100%", "1 2 5")]
    [DataRow(6, "1;25%;100%", "1 1 4")]
    [DataRow(1, "1;25%;100%", "1")]
    [DataRow(7, "2", "2 2 2 1")]
    [DataRow(4, "100%", "4")]
    [DataRow(5, "canary;50%", "2 2 1")]
    public void Sizes_are_numbers_percentages_and_groups_and_the_last_repeats(int count, string sizes, string expected) =>
        Assert.AreEqual(expected,
            string.Join(' ', FleetBatches.Of(Hosts(count), sizes.Split(';'), _ => ["h1", "h3"]).Select(b => b.Count)));

    [TestMethod]
    public void A_group_without_hosts_is_refused() =>
        Assert.AreEqual("LLE2307", Assert.ThrowsExactly<DeploymentException>(() => FleetBatches.Of(Hosts(2), ["canray"], _ => []))
            .Diagnostics[0].Code);

    [TestMethod]
    [DataRow("0", 8, 0)]
    [DataRow("3", 8, 3)]
    [DataRow("25%", 8, 2)]
    [DataRow("10%", 8, 0)]
    public void A_limit_of_failures_is_a_number_or_a_percentage(string limit, int hosts, int expected) =>
        Assert.AreEqual(expected, FleetBatches.Allowed(limit, hosts));

    [TestMethod]
    [DataRow("LleFleetBatches", "1", "Port", "70000", "LLE2317")]
    [DataRow("LleFleetBatches", "1", "Address", "-oProxyCommand=x", "LLE2317")]
    [DataRow("LleFleetBatches", "1", "LleStartupRuns", "none", "LLE2317")]
    [DataRow("LleFleetBatches", "1", "Prefix", "opt", "LLE2317")]
    [DataRow("LleFleetBatches", "1", "LleInstalPrefix", "/opt", "LLE1011")]
    [DataRow("LleFleetMaxFailures", "some", "Port", "22", "LLE1002")]
    [DataRow("LleFleetOffline", "never", "Port", "22", "LLE1002")]
    [DataRow("LleKnownHosts", "nowhere", "Port", "22", "LLE1002")]
    [DataRow("LleFleetRun", "a/b", "Port", "22", "LLE1002")]
    [DataRow("LleFleetRollout", "../a/b", "Port", "22", "LLE1002")]
    [DataRow("LleFleetRollout", "..", "Port", "22", "LLE1002")]
    public void Bad_values_are_refused_before_any_host_is_asked(string option, string value, string metadata, string text, string code)
    {
        var refused = Assert.ThrowsExactly<DeploymentException>(() =>
            new FleetReader(new Dictionary<string, string> { [option] = value }, "/")
            .Read([new ItemValues("LleHost", "web1", new Dictionary<string, string> { [metadata] = text })]));

        Assert.AreEqual(code, refused.Diagnostics[0].Code);
    }

    [TestMethod]
    public void Directories_follow_a_prefix_that_a_host_has_of_its_own()
    {
        var told = HostOptions.Of(new Dictionary<string, string>
        {
            ["LleBinaryName"] = "tool",
            ["LleName"] = "tool",
            ["LleInstallPrefix"] = "/opt/a",
            ["LleConfigDir"] = "/opt/a/etc/tool",
            ["LleLogDir"] = "/var/log/tool",
        });

        Assert.AreEqual("LleBinaryName=tool LleInstallPrefix=/opt/a LleLogDir=/var/log/tool",
            string.Join(' ', told.Select(option => $"{option.Key}={option.Value}")));
    }

    private static FleetHost[] Hosts(int count) => [.. Enumerable.Range(1, count).Select(number => new FleetHost($"h{number}", true))];
}
