using Lle.Deploy.Diagnostics;
using Lle.Deploy.Tests.Support;

namespace Lle.Deploy.Tests.Operations;

/// <summary>What ansible-playbook leaves unsaid: a script stands in for it, and writes what its callback would.</summary>
[TestClass]
public sealed class PlaysOfAFleetTests : IDisposable
{
    private const string Well = """{"event": "host", "batch": "1", "host": "web1", "answer": {"status": "SUCCESS"}}""";
    private const string End = """{"event": "end", "batch": "1"}""";

    private readonly Scratch scratch = new();

    public void Dispose() => scratch.Dispose();

    [TestMethod]
    public void A_host_that_has_answered_is_no_error() => Assert.AreEqual("", Codes(Status([Well, End])));

    [TestMethod]
    [DataRow("")]
    [DataRow("""{"event": "host", "batch": "1", "host": "web1"}""")]
    [DataRow("""{"event": "host", "batch": "1", "ho""")]
    public void A_host_of_which_nothing_was_said_is_an_error_although_the_plays_came_to_their_end(string said) =>
        Assert.AreEqual("LLE2318", Codes(Status([said, End])));

    [TestMethod]
    public void What_an_earlier_call_of_the_same_name_has_heard_is_no_answer_to_this_one()
    {
        Assert.AreEqual("", Codes(Status([Well, End])));

        Assert.AreEqual("LLE2318", Codes(Status([])));
    }

    [TestMethod]
    public void Environments_of_one_order_that_are_cancelled_say_so()
    {
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();

        Assert.AreEqual("LLE3012", Codes(Status([Well, End], cancelled.Token, Environment("east"), Environment("west"))));
    }

    [TestMethod]
    public void A_run_that_one_environment_has_and_another_has_not_is_no_misspelt_one()
    {
        string[] events = [Well.Replace("SUCCESS", "UNCHANGED", StringComparison.Ordinal), End];
        EngineItem east = Environment("east", "1"), west = Environment("west", "2");

        Assert.AreEqual("LLE2327", Codes(Ask((fleet, stop) => fleet.Rollback(stop), events, default, east, west)));
        Assert.AreEqual("", Codes(Ask((fleet, stop) => fleet.Rollback(stop),
            [$"$(case $PWD in */west/*) echo '{Well}' ;; *) echo '{events[0]}' ;; esac)", End], default, east, west)));
    }

    [TestMethod]
    public void A_rollback_that_could_ask_no_host_does_not_say_that_none_knows_the_run()
    {
        scratch.Write("ansible", "#!/bin/sh\nexit 1\n", (UnixFileMode)0x1ed);
        var east = new EngineItem("LleEnvironment", "east", new Dictionary<string, string>
        {
            ["LleInventory"] = scratch.Write("inventory", "web1\n"),
        });

        Assert.AreEqual("LLE2306", Codes(Ask((fleet, stop) => fleet.Rollback(stop), [], default, east)));
    }

    private static EngineItem Environment(string name, string order = "1") =>
        new("LleEnvironment", name, new Dictionary<string, string> { ["Hosts"] = "web1", ["Order"] = order });

    private List<Diagnostic> Status(string[] events, CancellationToken cancellation = default, params EngineItem[] environments) =>
        Ask((fleet, stop) => fleet.Status(stop), events, cancellation, environments);

    /// <param name="events">As text of a shell within quotes.</param>
    private List<Diagnostic> Ask(
        Action<Fleet, CancellationToken> ask, string[] events, CancellationToken cancellation, params EngineItem[] environments)
    {
        var playbook = scratch.Write("ansible-playbook",
            $"#!/bin/sh\ncat >>$LLE_FLEET_EVENTS <<EVENTS\n{string.Join('\n', events)}\nEVENTS\n", (UnixFileMode)0x1ed);
        scratch.Write("lle/linux-x64/lle", "");
        var told = new List<Diagnostic>();
        ask(new Fleet(new FleetRequest
        {
            Options = new Dictionary<string, string>
            {
                ["LleAnsiblePlaybook"] = playbook,
                ["LleFleetRollout"] = "again",
                ["LleFleetRun"] = "first",
            },
            Items = [new("LleHost", "web1", new Dictionary<string, string>()), .. environments],
            BaseDirectory = scratch.Folder,
            Programs = scratch.At("lle"),
            Collections = scratch.Folder,
            WorkFolder = scratch.At("work"),
        }, new CollectingListener(told)), cancellation);
        return told;
    }

    private static string Codes(List<Diagnostic> told) => string.Join(' ', told.Select(diagnostic => diagnostic.Code));
}
