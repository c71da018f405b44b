using static Lle.Deploy.Options.OptionGroup;

namespace Lle.Deploy.Options;

/// <summary>The part of <see cref="OptionTable"/> that is about roll-outs over many hosts. What is installed never depends on it.</summary>
public static class FleetOptions
{
    public static readonly Option Run = new("LleFleetRun", OptionKind.FileName, Fleet, "",
        "the name of a run (at most 100 characters): a host that has answered to it is not deployed again. Give the same one to resume")
    {
        DefaultText = "made of project, version, payload and options",
    };

    public static readonly Option Rollout = new("LleFleetRollout", OptionKind.FileName, Fleet, "",
        "the name of one call of a roll-out: what it has begun, it may ask for again, also where that failed")
    {
        DefaultText = "a new one each time",
    };

    public static readonly Option Confirm = new("LleFleetConfirm", OptionKind.Whole, Fleet, "0",
        "seconds within which the roll-out must reach the host again over a new connection, before the commit; otherwise the host " +
        "rolls back. 0: it need not")
    {
        Maximum = 3600,
    };

    /// <summary>What the program on a host reads.</summary>
    public static IReadOnlyList<Option> OfHost { get; } = [Run, Rollout, Confirm];

    /// <summary>In the order of the documents.</summary>
    public static IReadOnlyList<Option> All { get; } = [Run, Rollout, Confirm];
}
