using System.Text.Json;
using Lle.Deploy.Tests.Support;

namespace Lle.Deploy.Tests.Operations;

/// <summary>A report's history also has the deployments that were tried and not kept.</summary>
[TestClass]
public sealed class EarlierFailuresTests
{
    [TestMethod]
    public void A_deployment_that_was_rolled_back_is_in_the_history_of_the_next_between_those_that_were_kept()
    {
        using var target = new Target();
        target.Deployed("1.0.0");
        Fail(target, "1.1.0");
        target.Payload("echo second");

        var history = History(target.Deployed("1.2.0"));

        CollectionAssert.AreEqual(
            new[] { "1.0.0 ", "1.1.0 ROLLED_BACK", "1.2.0 " },
            history.Select(each => $"{each.GetProperty("Version").GetString()} {each.GetProperty("Failure").GetString()}").ToArray());
        Assert.Contains("<td>1.1.0</td>\n<td>rolled back</td>", File.ReadAllText(Directory.GetFiles(target.At("var/log/lusush"), "*.html")
            .Order(StringComparer.Ordinal).Last()));
    }

    [TestMethod]
    public void What_it_measured_before_it_failed_is_in_the_history_too()
    {
        using var target = new Target();
        target.Deployed("1.0.0");
        target.Options["LleMaxStartupTime"] = "1";
        target.Options["LleVersion"] = "1.1.0";
        Assert.AreEqual("ROLLED_BACK", target.Engine().Deploy(CancellationToken.None).Status, string.Join(';', target.Told));
        target.Options["LleMaxStartupTime"] = "60000000";
        target.Payload("echo second");

        var failed = History(target.Deployed("1.2.0"))[1];

        Assert.AreEqual("1.1.0", failed.GetProperty("Version").GetString());
        Assert.IsGreaterThan(1, failed.GetProperty("StartupMicroseconds").GetDouble());
    }

    [TestMethod]
    public void A_result_that_cannot_be_read_is_left_out()
    {
        using var target = new Target();
        target.Deployed("1.0.0");
        Fail(target, "1.1.0");
        _ = target.Engine();
        File.WriteAllText(Newest(target), "{");
        target.Payload("echo second");

        Assert.HasCount(2, History(target.Deployed("1.2.0")));
    }

    [TestMethod]
    public void The_status_tells_of_the_last_run_where_it_is_not_what_is_installed()
    {
        using var target = new Target();
        target.Deployed("1.0.0");
        Assert.DoesNotContain("Last run", string.Join('\n', target.Engine().Status().Summary));
        Fail(target, "1.1.0");

        var status = target.Engine().Status();

        var line = status.Summary.Single(each => each.StartsWith("Last run: ", StringComparison.Ordinal));
        Assert.MatchesRegex(
            @"^Last run: deploy [0-9_]+ \(1\.1\.0\), ROLLED_BACK: LLE\d+ .+; report /.+/deployment_report_[0-9_]+\.html$", line);
        Assert.AreEqual(line, $"Last run: {status.Facts["LastRun"]}");
        File.WriteAllText(Newest(target), "{");
        Assert.AreEqual("1.0.0", target.Engine().Status().Version);
    }

    private static void Fail(Target target, string version)
    {
        target.Payload("[ \"$1\" = -c ] && exit 0; exit 3");
        target.Options["LleVersion"] = version;
        target.Items.Add(new EngineItem("LleProbe", "x", new Dictionary<string, string> { ["Arguments"] = "x" }));
        Assert.AreEqual("ROLLED_BACK", target.Engine().Deploy(CancellationToken.None).Status, string.Join(';', target.Told));
        target.Items.Clear();
    }

    private static string Newest(Target target) =>
        Directory.GetFiles(target.At("var/log/lusush"), "deployment_result_*.json").Order(StringComparer.Ordinal).Last();

    private static List<JsonElement> History(OperationResult result) =>
        [.. JsonDocument.Parse(File.ReadAllText(result.ResultPath!)).RootElement.GetProperty("History").EnumerateArray()];
}
