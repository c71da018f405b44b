using Microsoft.Build.Construction;
using Microsoft.Build.Evaluation;
using Microsoft.Build.Execution;

namespace Lle.Deploy.Tasks.Names;

/// <summary>Evaluates a project once more, with the MSBuild that runs the build: a task is told of no item but those handed to
/// it.</summary>
internal static class ProjectEvaluation
{
    /// <param name="file">The project.</param>
    /// <param name="globalProperties">Those the build gave it.</param>
    /// <returns>The names, and every file that was read for them.</returns>
    public static (ProjectNames Names, IReadOnlyList<string> Files) Of(string file, IReadOnlyDictionary<string, string> globalProperties)
    {
        using var collection = new ProjectCollection();
        var project = new Project(
            file, new Dictionary<string, string>(globalProperties), null, collection,
            ProjectLoadSettings.IgnoreMissingImports | ProjectLoadSettings.IgnoreInvalidImports);
        var version = project.GetProperty("Version");
        var names = new ProjectNames(
            [.. project.Properties.Where(IsOfProject).Select(property => property.Name).Where(IsOurs)],
            [.. project.ItemTypes.Where(IsOurs)],
            [.. project.Targets.Keys],
            version is { IsEnvironmentProperty: true } ? version.EvaluatedValue : "",
            [.. project.Targets.Values.SelectMany(target => Places(project, target)).Where(place => place.Targets.Any(IsOurs))],
            [.. project.Items.Where(item => item.ItemType.Equals("LleProbe", StringComparison.OrdinalIgnoreCase)).Distinct()
                .SelectMany(ShellArithmetic.Of)],
            [.. project.Properties.Where(property => IsOfProject(property) && IsOurs(property.Name)).SelectMany(Empty)]);
        return (names, [file, .. project.Imports.Select(import => import.ImportedProject.FullPath)]);
    }

    private static TargetPlace[] Places(Project project, ProjectTargetInstance target) =>
    [
        Place(project, target, TargetPlace.Before, target.BeforeTargets, target.BeforeTargetsLocation),
        Place(project, target, TargetPlace.After, target.AfterTargets, target.AfterTargetsLocation),
    ];

    private static TargetPlace Place(
        Project project, ProjectTargetInstance target, string attribute, string names, ElementLocation? location) => new(
        target.Name, attribute,
        project.ExpandString(names).Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
        target.FullPath, location?.Line ?? 0, location?.Column ?? 0);

    /// <summary>Whoever writes $(Name) means a value; empty would mean our default.</summary>
    private static IEnumerable<PropertyText> Empty(ProjectProperty property)
    {
        var (text, place) = (property.UnevaluatedValue.Trim(), property.Xml?.Location);
        if (property.EvaluatedValue.Trim().Length == 0 && text.Length > 0 && place is not null)
        {
            yield return new PropertyText(property.Name, text, place.File, place.Line, place.Column);
        }
    }

    /// <summary>MSBuild knows no case in names.</summary>
    private static bool IsOurs(string name) => name.StartsWith("Lle", StringComparison.OrdinalIgnoreCase);

    private static bool IsOfProject(ProjectProperty property) =>
        !property.IsEnvironmentProperty && !property.IsGlobalProperty && !property.IsReservedProperty;
}
