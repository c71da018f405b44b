namespace Lle.Deploy.Tasks.Names;

/// <summary>A property that the targets read and the engine does not know.</summary>
/// <param name="Name">The property's name.</param>
/// <param name="Text">What it is for; Markdown.</param>
internal sealed record BuildProperty(string Name, string Text)
{
    /// <summary>Lists of targets, each run at the hook point of the same name.</summary>
    public static IReadOnlyList<BuildProperty> Hooks { get; } =
    [
        new("LleBeforeDeployTargets", "before anything; build or fetch the payload here"),
        new("LleBeforeInstallTargets", "when the backup has been taken, before the program is replaced"),
        new("LleAfterInstallTargets", "when program, configuration and security files have been installed"),
        new("LleAfterVerifyTargets", "when every gate has passed: your own gates"),
        new("LleAfterDeployTargets", "after the commit and the reports: announce it"),
        new("LleAfterUndoTargets", "when a failed deployment has been rolled back"),
        new("LleAfterRollbackTargets", "after `LleRollback`"),
        new("LleAfterRestoreTargets", "after `LleRestore`"),
    ];

    /// <summary>What a project may set beside the options.</summary>
    public static IReadOnlyList<BuildProperty> Settings { get; } =
    [
        new("LlePublish", "`true`: publish the project first, and deploy what `dotnet publish` makes of it"),
        new("LleOwnNames", "names of your own properties, items and variables that begin with `Lle`, separated by `;`; a `*` at the end stands for any rest"),
    ];

    /// <summary>What the targets consist of; a project may extend them.</summary>
    public static IReadOnlyList<string> Lists { get; } =
    [
        "LlePhases", "LleDeployDependsOn", "LleUpdateDependsOn", "LleRollbackDependsOn", "LleRestoreDependsOn", "LleBackupDependsOn",
        "LleRecoverDependsOn", "LleMonitorDependsOn", "LleDeployTasksImported", "LleTasksAssembly",
    ];

    public static IEnumerable<string> AllNames => Hooks.Concat(Settings).Select(property => property.Name).Concat(Lists);
}
