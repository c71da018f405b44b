using Lle.Deploy.Diagnostics;
using Lle.Deploy.Fleets;
using Lle.Deploy.Options;

namespace Lle.Deploy.Tests.Operations;

/// <summary>What a project may say of its environments, and what an environment proves.</summary>
[TestClass]
public sealed class EnvironmentsOfAFleetTests
{
    private const string Bundle = "0123456789abcdef";

    private static readonly ItemValues[] hosts =
    [
        Item("LleHost", "web1", ("Group", "staging")), Item("LleHost", "web2", ("Group", "production")),
        Item("LleHost", "web3", ("Group", "production"), ("Prefix", "/srv/own")),
    ];

    [TestMethod]
    public void Environments_go_by_order_and_name_their_hosts_by_group_or_by_name()
    {
        var scopes = Read([], Item("LleEnvironment", "production", ("Order", "2"), ("Prefix", "/opt/p")),
            Item("LleEnvironment", "staging"), Item("LleEnvironment", "qa", ("Hosts", "web1;web3"))).Of(FleetOperation.Promote);

        Assert.AreEqual("staging 1: web1; qa 1: web1,web3; production 2: web2,web3", string.Join("; ",
            scopes.Select(scope => $"{scope.Name} {scope.Order}: {string.Join(',', scope.Settings.Hosts.Select(host => host.Name))}")));
    }

    [TestMethod]
    public void Options_of_an_environment_beat_the_projects_and_those_of_a_host_beat_both()
    {
        var scope = Read(new()
        {
            ["LleInstallPrefix"] = "/opt/a",
            ["LleDataDir"] = "/opt/a/var/lib/lusush",
            ["LleLogDir"] = "/var/log/x",
            ["LleFleetMaxFailures"] = "1",
            ["LleFleetEnvironment"] = "production",
        }, Item("LleEnvironment", "production", ("Prefix", "/opt/p"), ("LleFleetMaxFailures", "2"), ("LleStartupRuns", "3")))
            .Of(FleetOperation.Deploy).Single();

        Assert.AreEqual("LleInstallPrefix=/opt/p LleLogDir=/var/log/x LleStartupRuns=3",
            string.Join(' ', scope.Settings.HostOptions.OrderBy(o => o.Key).Select(option => $"{option.Key}={option.Value}")));
        Assert.AreEqual("2", scope.Settings.MaxFailures);
        Assert.AreEqual("/srv/own", scope.Settings.Hosts[1].Options["LleInstallPrefix"]);
    }

    [TestMethod]
    [DataRow("Order", "first", "LLE2323")]
    [DataRow("Order", "1000", "LLE2323")]
    [DataRow("Hosts", "web9", "LLE2322")]
    [DataRow("Prefix", "opt", "LLE2323")]
    [DataRow("LleStartupRuns", "none", "LLE2323")]
    [DataRow("LleStartupRun", "1", "LLE1011")]
    [DataRow("LleVersion", "2.0.0", "LLE1011")]
    [DataRow("LleFleetRun", "other", "LLE1011")]
    [DataRow("LleRequirePromotedFrom", "qa", "LLE2323")]
    [DataRow("LleRequirePromotedFrom", "production", "LLE2323")]
    [DataRow("LleFleetBatches", "1", "")]
    public void Bad_values_are_refused_before_any_host_is_asked(string metadata, string text, string code)
    {
        var scopes = Read([], Item("LleEnvironment", "production", (metadata, text)));

        Assert.AreEqual(code, Codes(() => scopes.Of(FleetOperation.Promote)));
    }

    [TestMethod]
    [DataRow("LleFleetEnvironment", "prod", FleetOperation.Status, "LLE2321")]
    [DataRow("LleRequirePromotedFrom", "stage", FleetOperation.Promote, "LLE2321")]
    [DataRow("LleFleetBatches", "1", FleetOperation.Deploy, "LLE2326")]
    [DataRow("LleFleetEnvironment", "staging", FleetOperation.Deploy, "")]
    [DataRow("LleFleetBatches", "1", FleetOperation.Status, "")]
    public void A_deployment_names_environments_that_there_are(string option, string value, object operation, string code)
    {
        var scopes = Read(new() { [option] = value }, Item("LleEnvironment", "staging"));

        Assert.AreEqual(code, Codes(() => scopes.Of((FleetOperation)operation)));
    }

    [TestMethod]
    public void A_promotion_needs_environments() => Assert.AreEqual("LLE2321", Codes(() => Read([]).Of(FleetOperation.Promote)));

    [TestMethod]
    public void A_run_has_one_name_whichever_environments_a_call_is_about_and_another_where_hosts_are_told_something_else()
    {
        ItemValues staging = Item("LleEnvironment", "staging"), production = Item("LleEnvironment", "production", ("Order", "2"));
        string Name(string named, params ItemValues[] environments) =>
            RunName.Of("/p", "app", "1.0.0", Bundle, Read(new() { ["LleFleetEnvironment"] = named }, environments).ToldInAll);

        Assert.AreEqual(Name("staging", staging, production), Name("production", staging, production));
        Assert.AreEqual(Name("staging", staging, production), Name("", staging, production));
        Assert.AreNotEqual(Name("staging", staging, production),
            Name("staging", staging, Item("LleEnvironment", "production", ("Order", "2"), ("LleStartupRuns", "3"))));
    }

    [TestMethod]
    public void A_name_counts_once() => Assert.AreEqual("LLE2323", Codes(() =>
        Read([], Item("LleEnvironment", "staging"), Item("LleEnvironment", "staging")).Of(FleetOperation.Promote)));

    [TestMethod]
    [DataRow("\"BundleSha256\":\"0123456789abcdef\",\"State\":\"ACTIVE\"", null)]
    [DataRow("\"BundleSha256\":\"0123456789abcdef\",\"State\":\"DEGRADED\"", "web1 has it as DEGRADED")]
    [DataRow("\"BundleSha256\":\"ba9876543210cdef\",\"State\":\"ACTIVE\"", "web1 has version 1.4.0 (ba9876543210)")]
    [DataRow("\"BundleSha256\":null", "web1 has version 1.4.0, which was not deployed from a bundle")]
    [DataRow("\"BundleSha256\":\"0123456789abcdef\",\"State\":\"ACTIVE\",\"Drift\":[\"/opt/x\"]", "web1 has it with drift in 1 paths")]
    [DataRow("\"BundleSha256\":\"0123456789abcdef\",\"State\":\"ACTIVE\",\"OpenTransactions\":[\"deploy\"]",
        "web1 has an unfinished operation")]
    [DataRow("\"BundleSha256\":\"0123456789abcdef\",\"State\":\"ACTIVE\",\"LockedBy\":\"process 7\"",
        "web1 is being changed (process 7)")]
    public void Evidence_is_this_bundle_deployed_with_success_and_unchanged_since(string status, string? missing) =>
        Assert.AreEqual(missing, StandingBundle.Missing(new HostAnswer("web1", "1", "SUCCESS")
        {
            Record = $"{{\"Version\":\"1.4.0\",{status}}}",
        }, Bundle));

    [TestMethod]
    public void A_host_with_nothing_deployed_and_one_that_cannot_be_reached_prove_nothing()
    {
        Assert.AreEqual("web1 has nothing deployed",
            StandingBundle.Missing(new HostAnswer("web1", "1", "SUCCESS") { Record = "{\"Version\":null}" }, Bundle));
        Assert.AreEqual("web1 is UNREACHABLE, no route",
            StandingBundle.Missing(new HostAnswer("web1", "1", "UNREACHABLE") { Message = "no route" }, Bundle));
    }

    private static FleetScopes Read(Dictionary<string, string> given, params ItemValues[] environments) =>
        new(given, "/", [.. hosts, .. environments]);

    private static ItemValues Item(string type, string name, params (string Name, string Value)[] metadata) =>
        new(type, name, metadata.ToDictionary(m => m.Name, m => m.Value, StringComparer.OrdinalIgnoreCase));

    private static string Codes(Func<object> read)
    {
        try
        {
            _ = read();
            return "";
        }
        catch (DeploymentException refused)
        {
            return string.Join(' ', refused.Diagnostics.Select(diagnostic => diagnostic.Code));
        }
    }
}
