using Lle.Deploy.Options;

namespace Lle.Deploy.Bundles;

/// <summary>deployment.json: what a bundle says of itself, and the options and items that go with it wherever it is deployed.</summary>
internal sealed record BundleDescription
{
    /// <summary>Raised when an older lle could misread a newer file.</summary>
    public const int CurrentSchema = 1;

    public required string Name { get; init; }

    public required string Version { get; init; }

    /// <summary>By property name; only those of <see cref="BundleRules.MayBring"/>.</summary>
    public IReadOnlyDictionary<string, string> Options { get; init; } = new SortedDictionary<string, string>(StringComparer.Ordinal);

    /// <summary>By item type.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<ItemValues>> Items { get; init; } = new SortedDictionary<string,
        IReadOnlyList<ItemValues>>(StringComparer.Ordinal);

    /// <summary>Symbolic links of the payload: where each is, and its text. They are here and not in the archive, so that checksum list and
    /// signature cover them.</summary>
    public IReadOnlyDictionary<string, string> Links { get; init; } = new SortedDictionary<string, string>(StringComparer.Ordinal);

    public IReadOnlyList<ItemValues> Of(ItemKind kind) => Items.TryGetValue(kind.Name, out var items) ? items : [];
}
