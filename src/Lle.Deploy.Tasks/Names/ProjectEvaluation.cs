using Microsoft.Build.Evaluation;

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
            version is { IsEnvironmentProperty: true } ? version.EvaluatedValue : "");
        return (names, [file, .. project.Imports.Select(import => import.ImportedProject.FullPath)]);
    }

    private static bool IsOurs(string name) => name.StartsWith("Lle", StringComparison.Ordinal);

    private static bool IsOfProject(ProjectProperty property) =>
        !property.IsEnvironmentProperty && !property.IsGlobalProperty && !property.IsReservedProperty;
}
