using Lle.Deploy.Configuration;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Tests.Support;

namespace Lle.Deploy.Tests.Configuration;

[TestClass]
public sealed class ConfigRulesTests
{
    private const string Good = "[performance]\nmax_startup_time=1000\ncache_hit_rate_target = 75\n[memory]\n[display]\n[security]\n";

    private static IReadOnlyList<string> Places(string text) =>
        Refused.Places(() => ConfigRules.Check(ConfigDocument.Parse(text, "lle.conf.template"), ConfigRules.Default));

    [TestMethod]
    public void A_good_configuration_passes() => ConfigRules.Check(ConfigDocument.Parse(Good, "f"), ConfigRules.Default);

    [TestMethod]
    [DataRow("1000", "99", "LLE1512(2,18)")]
    [DataRow("1000", "5001", "LLE1512(2,18)")]
    [DataRow("1000", "-1000", "LLE1512(2,18)")]
    [DataRow("1000", "", "LLE1511(2,18)")]
    [DataRow("1000", "75%", "LLE1511(2,18)")]
    [DataRow("1000", "99.5", "LLE1511(2,18)")]
    [DataRow("1000", "+1000", "LLE1511(2,18)")]
    [DataRow("1000", "0x400", "LLE1511(2,18)")]
    [DataRow("1000", "1e3", "LLE1511(2,18)")]
    [DataRow("1000", "99999999999999999999", "LLE1511(2,18)")]
    [DataRow("1000", "1000 # comment", "LLE1511(2,18)")]
    [DataRow(" 75", " 49", "LLE1512(3,25)")]
    [DataRow(" 75", "\t101", "LLE1512(3,25)")]
    [DataRow("[memory]\n", "", "LLE1509(5,0)")]
    [DataRow("[memory]", "#[memory]", "LLE1509(6,0)")]
    [DataRow("max_startup_time=1000", "#max_startup_time=1000", "LLE1510(1,1)")]
    public void A_defect_is_refused_at_its_place(string good, string bad, string place) =>
        CollectionAssert.AreEqual(new[] { place }, Places(Good.Replace(good, bad, StringComparison.Ordinal)).ToArray());

    [TestMethod]
    [DataRow("100")]
    [DataRow("5000")]
    public void The_limits_themselves_are_allowed(string value) =>
        ConfigRules.Check(ConfigDocument.Parse(Good.Replace("1000", value, StringComparison.Ordinal), "f"), ConfigRules.Default);

    [TestMethod]
    [DataRow("")]
    [DataRow("# nothing but a comment\n")]
    [DataRow("[colours]\nprompt=green\n")]
    public void A_configuration_with_none_of_the_sections_is_one_error_that_names_the_way_out(string text)
    {
        var refusal = Assert.ThrowsExactly<DeploymentException>(
            () => ConfigRules.Check(ConfigDocument.Parse(text, "lle.conf.template"), ConfigRules.Default)).Diagnostics.Single();

        Assert.AreEqual("LLE1516", refusal.Code);
        Assert.Contains("performance, memory, display, security", refusal.Message);
        Assert.Contains("LleDefaultConfigRules=false", refusal.Remedy);
    }

    [TestMethod]
    public void A_key_in_the_wrong_section_is_named_where_it_is_and_missed_where_it_belongs() =>
        CollectionAssert.AreEqual(
            new[] { "LLE1510(1,1)", "LLE1513(5,1)" },
            Places("[performance]\nmax_startup_time=1000\n[memory]\n[display]\ncache_hit_rate_target=75\n[security]\n").ToArray());

    [TestMethod]
    public void Own_rules_stand_above_the_default_ones()
    {
        var own = ConfigRuleText.ParseAll(
        [
            new("startup", "performance", "max_startup_time", "integer", "", "100000", ""),
            new("memory", "memory", "", "", "", "", "false"),
            new("mode", "network", "enabled", "boolean", "", "", ""),
        ]);
        var rules = ConfigRules.Combine(ConfigRules.Default, own);
        var text = Good.Replace("1000", "60000", StringComparison.Ordinal)
            .Replace("[memory]\n", "[network]\nenabled=yes\n", StringComparison.Ordinal);

        CollectionAssert.AreEqual(
            new[] { "LLE1511(5,9)" }, Refused.Places(() => ConfigRules.Check(ConfigDocument.Parse(text, "f"), rules)).ToArray());
    }

    [TestMethod]
    [DataRow("", "k", "", "", "", "", "Section")]
    [DataRow("s", "k", "float", "", "", "", "float")]
    [DataRow("s", "k", "integer", "x", "", "", "Minimum")]
    [DataRow("s", "k", "integer", "2", "1", "", "above")]
    [DataRow("s", "k", "text", "1", "", "", "integers")]
    [DataRow("s", "k", "", "", "", "maybe", "maybe")]
    [DataRow("s", "", "integer", "", "", "", "Key")]
    public void A_rule_that_makes_no_sense_is_refused(
        string section, string key, string type, string minimum, string maximum, string required, string reason) =>
        StringAssert.Contains(
            Refused.With("LLE1520", () => ConfigRuleText.ParseAll([new("rule", section, key, type, minimum, maximum, required)])).Message,
            reason);
}
