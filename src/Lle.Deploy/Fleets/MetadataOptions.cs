using Lle.Deploy.Diagnostics;
using Lle.Deploy.Options;

namespace Lle.Deploy.Fleets;

/// <summary>Options that an item brings as metadata, with the limits that they have everywhere.</summary>
/// <param name="own">Names of the item's own metadata.</param>
/// <param name="allowed">Which options it may bring.</param>
/// <param name="refused">Makes the diagnostic of a bad value: the option, and why.</param>
internal sealed class MetadataOptions(
    IReadOnlyList<string> own, Func<Option, bool> allowed, Func<ItemValues, string, string, Diagnostic> refused)
{
    /// <summary>What is deployed is the same everywhere, and where its parts come from is said once.</summary>
    private static readonly HashSet<Option> ofTheBundle =
    [
        OptionTable.PayloadDir, OptionTable.Version, OptionTable.UpdatePackage, OptionTable.UpdateVersion, OptionTable.BundleDir,
        OptionTable.SigningKey, OptionTable.SignCommand, OptionTable.TrustedKeys, OptionTable.Signer, OptionTable.HostPackage,
        OptionTable.PlanOperation, OptionTable.PlanFile, OptionTable.PlanHash,
    ];

    /// <returns>By the option's name. <c>Prefix</c> is LleInstallPrefix.</returns>
    public Dictionary<string, string> Read(ItemValues item, List<Diagnostic> problems)
    {
        var options = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in item.Metadata.Where(m => !own.Contains(m.Key, StringComparer.OrdinalIgnoreCase)
            && m.Value.Length > 0))
        {
            if (OptionTable.Find(name) is not { } option || !IsAllowed(option))
            {
                problems.Add(Unknown(item, name));
            }
            else
            {
                Check(item, option, value, problems);
                options[option.Name] = value;
            }
        }

        if (item["Prefix"] is { Length: > 0 } prefix)
        {
            Check(item, OptionTable.InstallPrefix, prefix, problems);
            options[OptionTable.InstallPrefix.Name] = prefix;
        }

        return options;
    }

    private bool IsAllowed(Option option) => allowed(option) && !ofTheBundle.Contains(option);

    private Diagnostic Unknown(ItemValues item, string name)
    {
        var near = NearestName.Of(name, [.. own, .. OptionTable.All.Where(IsAllowed).Select(option => option.Name)]);
        return DiagnosticCatalog.ItemMetadataUnknown(item.Type, item.Include, name,
            [.. own, near is null || own.Contains(near) ? "any option by its name" : $"{near} and any other option by its name"]);
    }

    private void Check(ItemValues item, Option option, string value, List<Diagnostic> problems)
    {
        var one = new OptionValues(new Dictionary<string, string> { [option.Name] = value });
        _ = option.Kind switch
        {
            OptionKind.Flag => one.Flag(option) ? "" : "",
            OptionKind.Whole => $"{one.Whole(option)}",
            OptionKind.Number => $"{one.Number(option)}",
            OptionKind.Choice => option.Choices.Contains(value.Trim(), StringComparer.OrdinalIgnoreCase) ? value
                : one.Refuse(option, value),
            OptionKind.Directory => value.StartsWith('/') ? value : one.Refuse(option, value, "an absolute path"),
            _ => value,
        };
        problems.AddRange(one.Problems.Select(problem => refused(item, option.Name, problem.Message)));
    }
}
