using Group = Lle.Deploy.Options.OptionGroup;

namespace Lle.Deploy.Options;

/// <summary>The part of <see cref="OptionTable"/> that is about roll-outs over many hosts. What is installed never depends on it.</summary>
public static class FleetOptions
{
    public static readonly Option Inventory = new("LleInventory", OptionKind.Path, Group.Fleet, "",
        "an inventory of Ansible; `LleFleetHosts` says which of its hosts, and `LleHost` items add to what it says of them")
    {
        DefaultText = "the `LleHost` items",
    };

    public static readonly Option Hosts = new("LleFleetHosts", OptionKind.Text, Group.Fleet, "all",
        "with `LleInventory`: a pattern of Ansible, for instance `web:&eu`");

    public static readonly Option Batches = new("LleFleetBatches", OptionKind.Text, Group.Fleet, "1;25%;100%",
        "how many hosts at a time: numbers, percentages (rounded down, at least 1) or names of groups, " +
        "separated by `;`; the last one repeats");

    public static readonly Option MaxFailures = new("LleFleetMaxFailures", OptionKind.Text, Group.Fleet, "0",
        "how many hosts may fail over all batches, a number or a percentage; when one more has, no further host begins");

    public static readonly Option Offline = new("LleFleetOffline", OptionKind.Choice, Group.Fleet, "fail",
        "`fail`: a host that cannot be reached counts as failed. `skip`: it is a warning and is not counted. `stop`: nothing begins " +
        "unless every host can be reached")
    {
        Choices = ["fail", "skip", "stop"],
    };

    public static readonly Option Undo = new("LleFleetUndo", OptionKind.Choice, Group.Fleet, "host",
        "`host`: a host that fails is rolled back. `run`: where the roll-out fails, every host that this run has changed is rolled back")
    {
        Choices = ["host", "run"],
    };

    public static readonly Option Confirm = new("LleFleetConfirm", OptionKind.Whole, Group.Fleet, "0",
        "seconds within which the roll-out must reach the host again over a new connection, before the commit; otherwise the host " +
        "rolls back. 0: it need not")
    {
        Maximum = 3600,
    };

    public static readonly Option Run = new("LleFleetRun", OptionKind.FileName, Group.Fleet, "",
        "the name of a run (at most 100 characters): a host that has answered to it is not deployed again. Give the same one to resume")
    {
        DefaultText = "made of project, version, payload and options",
    };

    public static readonly Option Rollout = new("LleFleetRollout", OptionKind.FileName, Group.Fleet, "",
        "the name of one call of a roll-out: what it has begun, it may ask for again, also where that failed")
    {
        DefaultText = "a new one each time",
    };

    public static readonly Option Patience = new("LleFleetPatience", OptionKind.Whole, Group.Fleet, "60",
        "seconds to wait for a host that was reached once and is lost")
    {
        Maximum = 86400,
    };

    public static readonly Option Pause = new("LleFleetPause", OptionKind.Flag, Group.Fleet, "false",
        "`true`: stop after the first batch; the next call of the same run goes on");

    public static readonly Option Environment = new("LleFleetEnvironment", OptionKind.Text, Group.Fleet, "",
        "names of `LleEnvironment` items, separated by `;`: only their hosts are meant")
    {
        DefaultText = "all; `LleFleetDeploy` wants a name",
    };

    public static readonly Option RequirePromotedFrom = new("LleRequirePromotedFrom", OptionKind.Text, Group.Fleet, "",
        "names of `LleEnvironment` items, separated by `;`: nothing is deployed unless each of their hosts has exactly this bundle now, " +
        "deployed with SUCCESS and without drift")
    {
        DefaultText = "nothing is required",
    };

    public static readonly Option AnsiblePlaybook = new("LleAnsiblePlaybook", OptionKind.Path, Group.Fleet, "", "the program")
    {
        DefaultText = "`ansible-playbook` from PATH",
    };

    public static readonly Option SshConfig =
        new("LleSshConfig", OptionKind.Path, Group.Fleet, "", "an ssh_config file: users, keys, jump hosts")
        {
            DefaultText = "ssh's own",
        };

    public static readonly Option KnownHosts = new("LleKnownHosts", OptionKind.Path, Group.Fleet, "",
        "a known_hosts file, for instance in the repository; host keys are always checked")
    {
        DefaultText = "ssh's own",
    };

    /// <summary>What the program on a host reads.</summary>
    public static IReadOnlyList<Option> OfHost { get; } = [Run, Rollout, Confirm];

    /// <summary>In the order of the documents.</summary>
    public static IReadOnlyList<Option> All { get; } =
    [
        Inventory, Hosts, Environment, RequirePromotedFrom, Batches, MaxFailures, Offline, Undo, Confirm, Run, Rollout, Patience, Pause,
        AnsiblePlaybook, SshConfig, KnownHosts,
    ];
}
