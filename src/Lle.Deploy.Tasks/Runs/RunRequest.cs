using Lle.Deploy.Configuration;
using Lle.Deploy.Options;
using Lle.Deploy.Text;
using Microsoft.Build.Framework;

namespace Lle.Deploy.Tasks.Runs;

/// <summary>What a build asks for, as it came: the values of its properties and items.</summary>
internal sealed record RunRequest(string ProjectFile, ITaskItem[] Options, ITaskItem[] Probes, ITaskItem[] ConfigRules, ITaskItem[] Placeholders)
{
    /// <summary>By name; among them what a CI system says of itself.</summary>
    public IReadOnlyDictionary<string, string> Properties { get; } =
        Options.ToDictionary(option => option.ItemSpec, option => option.GetMetadata("Value"), StringComparer.OrdinalIgnoreCase);

    /// <exception cref="Diagnostics.DeploymentException">Every bad value.</exception>
    public DeploymentOptions Read() => new OptionsReader(
        Properties,
        Path.GetDirectoryName(ProjectFile) ?? "/")
    {
        Probes = Values(Probes),
        ConfigRules = Values(ConfigRules),
        Placeholders = Values(Placeholders),
    }.Read();

    private static List<ItemValues> Values(ITaskItem[] items) => [.. items.Select(Values)];

    private static ItemValues Values(ITaskItem item) => new(
        item.ItemSpec,
        item.CloneCustomMetadata().Keys.Cast<string>().ToDictionary(name => name, item.GetMetadata, StringComparer.OrdinalIgnoreCase));
}
