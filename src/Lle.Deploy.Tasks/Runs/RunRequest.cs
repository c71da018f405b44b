using Microsoft.Build.Framework;

namespace Lle.Deploy.Tasks.Runs;

/// <summary>What a build asks for, as it came: the values of its properties and items.</summary>
internal sealed record RunRequest(string ProjectFile, ITaskItem[] Options)
{
    private const string TypeMetadata = "LleType";

    public IReadOnlyList<EngineItem> Items { get; init; } = [];

    /// <summary>By name; among them what a CI system says of itself.</summary>
    public IReadOnlyDictionary<string, string> Properties { get; } =
        Options.ToDictionary(option => option.ItemSpec, option => option.GetMetadata("Value"), StringComparer.OrdinalIgnoreCase);

    public EngineRequest ForEngine => new()
    {
        Options = Properties,
        Items = Items,
        BaseDirectory = Path.GetDirectoryName(ProjectFile) ?? "/",
    };

    /// <summary>Items that bring their type along.</summary>
    public static IEnumerable<EngineItem> Typed(ITaskItem[] items) => items.Select(item => Of(item.GetMetadata(TypeMetadata), item));

    public static IEnumerable<EngineItem> Of(string type, ITaskItem[] items) => items.Select(item => Of(type, item));

    private static EngineItem Of(string type, ITaskItem item) => new(
        type,
        item.ItemSpec,
        item.CloneCustomMetadata().Keys.Cast<string>().Where(name => name != TypeMetadata)
        .ToDictionary(name => name, item.GetMetadata, StringComparer.OrdinalIgnoreCase));
}
