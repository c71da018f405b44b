using Lle.Deploy.Diagnostics;
using Lle.Deploy.Tasks.Logging;
using Lle.Deploy.Tasks.Names;
using Microsoft.Build.Framework;

namespace Lle.Deploy.Tasks;

/// <summary>
/// Refuses names that look like ours and mean nothing (errors LLE1015 to LLE1018, LLE1030, LLE1032, LLE1034 to LLE1037), and says
/// what the other targets cannot find out by themselves. Changes nothing on the target.
/// </summary>
[MSBuildMultiThreadableTask]
public sealed class CheckNames : DeploymentTask
{
    /// <summary>Full path of the project. Required.</summary>
    [Required]
    public string ProjectFile { get; set; } = "";

    /// <summary>Names of the project's own that begin with Lle. Empty: none.</summary>
    public string[] OwnNames { get; set; } = [];

    /// <summary>Where the names of the project are remembered until one of its files changes. Empty: they are not.</summary>
    public string CacheFolder { get; set; } = "";

    /// <summary>The hook properties: an item each, named after the property, with its list of targets as metadata <c>Targets</c>. Empty:
    /// none is checked.</summary>
    public ITaskItem[] Hooks { get; set; } = [];

    /// <summary>The properties that the targets consist of: an item each, as in <see cref="Hooks"/>. Empty: none is checked.</summary>
    public ITaskItem[] Lists { get; set; } = [];

    /// <summary>Whether the build was asked with -question, so that nothing may change.</summary>
    [Output]
    public bool Question { get; private set; }

    /// <summary>The value of <c>$(Version)</c> where it comes from the environment, and so is no version of this project. Empty: it does
    /// not.</summary>
    [Output]
    public string EnvironmentVersion { get; private set; } = "";

    private protected override bool Work(DiagnosticLog log, CancellationToken cancellation)
    {
        log.ProjectFile = ProjectFile;
        Question = FailIfNotIncremental;
        var given = (BuildEngine as IBuildEngine6)?.GetGlobalProperties()
            ?? (IReadOnlyDictionary<string, string>)new Dictionary<string, string>();
        var project = new ProjectNamesCache(Path.Combine(Path.GetDirectoryName(ProjectFile) ?? "/", CacheFolder),
            !Question && CacheFolder.Length > 0)
            .Get(ProjectFile, given);
        EnvironmentVersion = project.EnvironmentVersion;
        var rules = new NameRules(OwnNames);
        Diagnostic[] problems =
        [
            .. rules.OfCommandLine(given.Keys),
            .. rules.OfProject(project.Properties.Except(given.Keys, StringComparer.OrdinalIgnoreCase)),
            .. NameRules.OfEmpty(project.Empty, given.Keys),
            .. NameRules.OfGivenEmpty(given),
            .. rules.OfItems(project.Items),
            .. ShellArithmetic.Complaints(project.Arithmetic),
            .. NameRules.OfTargets(project.Hooked),
            .. rules.OfMissing(project.Hooked, project.Targets),
            .. rules.OfEnvironment(Environment.GetEnvironmentVariables().Keys.Cast<string>()),
            .. NameRules.OfHooks(Hooks.SelectMany(Listed), project.Targets),
            .. NameRules.OfLists(Lists.SelectMany(Listed), project.Targets),
        ];
        log.TellAll(problems);
        return problems.Length == 0;
    }

    private static IEnumerable<ListedTarget> Listed(ITaskItem hook) =>
        hook.GetMetadata("Targets").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(target => new ListedTarget(hook.ItemSpec, target));
}
