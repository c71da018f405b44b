namespace Lle.Deploy.Tasks.Names;

/// <summary>A property that the targets read and the engine does not know.</summary>
/// <param name="Name">The property's name.</param>
/// <param name="Text">What it is for; Markdown.</param>
internal sealed record BuildProperty(string Name, string Text)
{
    /// <summary>For a hook: what follows when one of its targets fails.</summary>
    public string Failure { get; init; } = "";

    /// <summary>Lists of targets, each run at the hook point of the same name.</summary>
    public static IReadOnlyList<BuildProperty> Hooks { get; } =
    [
        new("LleBeforeDeployTargets", "before anything; build or fetch the payload here")
            { Failure = "ends the build, nothing is touched" },
        new("LleBeforeInstallTargets", "when the backup has been taken, before the program is replaced")
        { Failure = "rolls the deployment back" },
        new("LleAfterInstallTargets", "when program, configuration and security files have been installed")
        { Failure = "rolls the deployment back" },
        new("LleAfterVerifyTargets", "when every gate has passed: your own gates") { Failure = "rolls the deployment back" },
        new("LleAfterDeployTargets", "after the commit and the reports: announce it") { Failure = "fails the build; the deployment stays" },
        new("LleAfterUndoTargets", "when a failed deployment has been rolled back")
        { Failure = "fails the build, which has failed already" },
        new("LleAfterRollbackTargets", "after `LleRollback`") { Failure = "fails the build; what was done stays" },
        new("LleAfterRestoreTargets", "after `LleRestore`") { Failure = "fails the build; what was done stays" },
    ];

    /// <summary>What a project may set beside the options.</summary>
    public static IReadOnlyList<BuildProperty> Settings { get; } =
    [
        new("LlePublish", "`true`: publish the project first, and deploy what `dotnet publish` makes of it, with `LlePayloadKind=app` " +
            "and `LleBinaryName=$(AssemblyName)`; set it in the project, so that `LleRollback` and the others know the program too"),
        new("LleOwnNames", "names of your own properties, items and variables that begin with `Lle`, separated by `;`; a `*` at the " +
        "end matches any ending"),
    ];

    /// <summary>What the targets consist of; a project may extend them.</summary>
    public static IReadOnlyList<string> Lists { get; } =
    [
        "LlePhases", "LleDeployDependsOn", "LleUpdateDependsOn", "LleRollbackDependsOn", "LleRestoreDependsOn", "LleBackupDependsOn",
        "LleRecoverDependsOn", "LleUninstallDependsOn", "LleMonitorDependsOn", "LleDeployTasksImported", "LleTasksAssembly",
    ];

    public static IEnumerable<string> AllNames => Hooks.Concat(Settings).Select(property => property.Name).Concat(Lists);
}
