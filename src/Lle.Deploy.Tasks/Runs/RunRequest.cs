using Microsoft.Build.Framework;

namespace Lle.Deploy.Tasks.Runs;

/// <summary>What a build asks for, as it came: the values of its properties and items.</summary>
internal sealed record RunRequest(string ProjectFile, ITaskItem[] Options, ITaskItem[] Probes, ITaskItem[] ConfigRules, ITaskItem[] Placeholders)
{
    /// <summary>By name; among them what a CI system says of itself.</summary>
    public IReadOnlyDictionary<string, string> Properties { get; } =
        Options.ToDictionary(option => option.ItemSpec, option => option.GetMetadata("Value"), StringComparer.OrdinalIgnoreCase);

    public EngineRequest ForEngine => new()
    {
        Options = Properties,
        Items = [.. Values("LleProbe", Probes), .. Values("LleConfigRule", ConfigRules), .. Values("LlePlaceholder", Placeholders)],
        BaseDirectory = Path.GetDirectoryName(ProjectFile) ?? "/",
    };

    private static IEnumerable<EngineItem> Values(string type, ITaskItem[] items) => items.Select(item => new EngineItem(
        type,
        item.ItemSpec,
        item.CloneCustomMetadata().Keys.Cast<string>().ToDictionary(name => name, item.GetMetadata, StringComparer.OrdinalIgnoreCase)));
}
