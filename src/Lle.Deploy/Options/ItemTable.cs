namespace Lle.Deploy.Options;

/// <summary>One kind of item that describes a deployment further.</summary>
/// <param name="Name">The item's type: "LleProbe".</param>
/// <param name="Metadata">The names that mean something.</param>
public sealed record ItemKind(string Name, IReadOnlyList<string> Metadata)
{
    /// <summary>Items of a build bring metadata of their own along: only a name that is nearly one of ours is a mistake.</summary>
    internal bool AllowsOther { get; init; }

    /// <summary>Whether metadata of this name is a mistake.</summary>
    internal bool Refuses(string metadata) => !Metadata.Contains(metadata, StringComparer.OrdinalIgnoreCase)
        && (!AllowsOther || NearestName.Within(metadata, Metadata) is not null);
}

/// <summary>Every kind of item there is, with its metadata.</summary>
public static class ItemTable
{
    public static readonly ItemKind Probe = new("LleProbe",
        ["Input", "Arguments", "ExpectExitCode", "ExpectOutput", "RejectOutput", "TimeoutMilliseconds", "Severity"]);

    public static readonly ItemKind ConfigRule = new("LleConfigRule", ["Section", "Key", "Type", "Minimum", "Maximum", "Required"]);

    public static readonly ItemKind Placeholder = new("LlePlaceholder", ["Value"]);

    public static readonly ItemKind ConfigFile = new("LleConfigFile", ["TargetPath", "Format", "Merge", "Mode", "Validate"]);

    public static readonly ItemKind Service = new("LleService",
        ["Manager", "Unit", "Template", "User", "OnChange", "StartCommand", "StopCommand", "ReloadCommand", "UpgradeCommand", "PidFile"]);

    public static readonly ItemKind HealthCheck = new("LleHealthCheck",
        ["Url", "ExpectStatus", "Tcp", "Command", "TimeoutSeconds", "Retries"]);

    /// <summary>A machine that a roll-out deploys to; any option is metadata too. No part of what is deployed.</summary>
    public static readonly ItemKind Host = new("LleHost", ["Address", "Port", "User", "Group", "Become", "Prefix"]);

    /// <summary>Hosts that are deployed to together, before or after others; any option is metadata too.</summary>
    public static readonly ItemKind Environment = new("LleEnvironment", ["Order", "Hosts", "Prefix"]);

    /// <summary>Those that only roll-outs read.</summary>
    public static IReadOnlyList<ItemKind> OfFleets { get; } = [Host, Environment];

    public static readonly ItemKind PayloadFile = new("LlePayloadFile", ["TargetPath", "Mode", "Owner", "Group", "Capabilities"])
    {
        AllowsOther = true,
    };

    /// <summary>MSBuild reserves Target, which no project file can give an item.</summary>
    public static readonly ItemKind PayloadLink = new("LlePayloadLink", ["LinkTarget"]) { AllowsOther = true };

    public static readonly ItemKind PrivateFolder = new("LlePrivateFolder", []);

    public static readonly ItemKind SharedFolder = new("LleSharedFolder", []);

    public static readonly ItemKind Program = new("LleProgram", ["StartupArguments", "StartupExitCode", "MaxStartupTime"]);

    public static readonly ItemKind RunEnvironment = new("LleRunEnvironment", ["Value"]);

    public static IReadOnlyList<ItemKind> All { get; } =
        [Probe, ConfigRule, Placeholder, ConfigFile, Service, HealthCheck, PayloadFile, PayloadLink, PrivateFolder, SharedFolder,
            Program, RunEnvironment];
}
