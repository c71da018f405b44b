using Lle.Deploy.Diagnostics;

namespace Lle.Deploy.Services;

/// <summary>Who starts and stops a service.</summary>
internal enum ServiceManagerKind
{
    Systemd,
    Runit,

    /// <summary>Commands of the project.</summary>
    Command,
}

/// <summary>What a service is told when a deployment has changed something of it.</summary>
internal enum OnChange
{
    Restart,

    /// <summary>For changed configuration: a reload never changes the program that runs.</summary>
    Reload,

    /// <summary>Neither started nor stopped nor restarted: somebody else does.</summary>
    None,
}

/// <summary>A process, or several, that run what is deployed and are to go on running after it.</summary>
/// <param name="Name">What it is called here.</param>
internal sealed record Service(string Name)
{
    public ServiceManagerKind Manager { get; init; }

    /// <summary>As people and records write it: systemd, runit, command.</summary>
    public string ManagerName => $"{Manager}".ToLowerInvariant();

    /// <summary>As the manager calls it: a unit of systemd, a folder of runit; of a command service its name.</summary>
    public string Unit { get; init; } = Name;

    /// <summary>Where to look for what it says, for messages.</summary>
    public string Log => Manager switch
    {
        ServiceManagerKind.Systemd => $"its log (journalctl -u {Unit})",
        ServiceManagerKind.Runit => $"its log (what '{Unit}/log' writes, if it has that)",
        _ => "its log",
    };

    /// <summary>The text that the unit is made from; null: the unit that stands, else the documented default.</summary>
    public string? Template { get; init; }

    /// <summary>Whom the default unit runs as; null: a user that systemd makes up.</summary>
    public string? User { get; init; }

    public OnChange OnChange { get; init; }

    public string StartCommand { get; init; } = "";

    public string StopCommand { get; init; } = "";

    public string ReloadCommand { get; init; } = "";

    /// <summary>Hands over from the running program to the deployed one without closing a socket in between.</summary>
    public string UpgradeCommand { get; init; } = "";

    /// <summary>Absolute; the service keeps its process number in it.</summary>
    public string? PidFile { get; init; }

    /// <summary>The same thing on the machine, whatever else about it has changed.</summary>
    public bool IsSame(Service other) => Manager == other.Manager && Unit == other.Unit && Name == other.Name;

    public DeploymentException Failed(string action, string reason) =>
        new(DiagnosticCatalog.ServiceActionFailed(Name, action, reason));
}
