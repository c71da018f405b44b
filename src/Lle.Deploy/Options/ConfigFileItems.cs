using Lle.Deploy.Configuration;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Installed;
using Lle.Deploy.Layout;
using Lle.Deploy.Posix;
using Lle.Deploy.Probes;
using Lle.Deploy.Text;

namespace Lle.Deploy.Options;

/// <summary>Reads LleConfigFile items; each is complained about by its name.</summary>
/// <param name="payloadDir">Absolute paths of items have to be in it.</param>
/// <param name="merge">Where an item says nothing else.</param>
internal sealed class ConfigFileItems(TargetLayout layout, string payloadDir, MergePolicy merge)
{
    private const string DefaultMode = "644";
    private const string File = "@FILE@";

    private readonly Dictionary<string, string> targets = new(StringComparer.Ordinal);

    public List<Diagnostic> Problems { get; } = [];

    public IReadOnlyList<ConfigFile> Read(IReadOnlyList<ItemValues> items) => [.. items.Select(Read).OfType<ConfigFile>()];

    private ConfigFile? Read(ItemValues item)
    {
        var source = ItemPaths.InPayload(payloadDir, item.Include);
        var target = item["TargetPath"] is { Length: > 0 } given ? given : Path.GetFileName(item.Include);
        var policy = item["Merge"] is { Length: > 0 } word ? EnumWords.Find<MergePolicy>(word) : merge;
        var validate = item["Validate"] is { Length: > 0 } command ? ArgumentWords.Split(command) : [];
        var mode = ItemPaths.Mode(item["Mode"] is { Length: > 0 } octal ? octal : DefaultMode);
        var problem = source is null ? "the file is not in the payload folder"
            : ItemPaths.Problem(target) is { } bad ? $"its target path {bad}"
            : item["Format"].ToLowerInvariant() is not ("" or "text" or "ini") ? $"its format is '{item["Format"]}'; expected text or ini"
            : policy is null ? $"Merge is '{item["Merge"]}'; expected merge, keep or replace"
            : mode is null ? $"its mode is '{item["Mode"]}'; expected permission bits such as 644, without set-id bits"
            : validate is null ? "a quotation mark in Validate is not closed"
            : validate.Count > 0 && !validate.Any(w => w.Contains(File, StringComparison.Ordinal)) ? $"Validate does not contain {File}"
            : Owner(target) is { } owner ? $"its target path '{target}' is that of {owner}"
            : null;
        if (problem is not null)
        {
            Problems.Add(DiagnosticCatalog.ConfigFileInvalid(item.Include, problem));
            return null;
        }

        targets[target] = item.Include;
        var format = item["Format"].Equals("ini", StringComparison.OrdinalIgnoreCase) ? ConfigFormat.Ini : ConfigFormat.Text;
        return new ConfigFile(source!, target, format, policy!.Value, mode!.Value, validate!);
    }

    /// <returns>Whose the path in the configuration directory is already; null: nobody's.</returns>
    private string? Owner(string target)
    {
        var path = Path.Combine(layout.ConfigDir, target);
        return targets.TryGetValue(target, out var other) ? $"the item '{other}'"
            : InstalledFiles.Find(layout, path) is not null ? "a file of the installation itself"
            : layout.Sections.Any(s => s.Name != "config" && s.Directory.StartsWith(layout.ConfigDir + "/", StringComparison.Ordinal)
                && (path + "/").StartsWith(s.Directory + "/", StringComparison.Ordinal)) ? "another directory of the layout"
            : null;
    }
}
