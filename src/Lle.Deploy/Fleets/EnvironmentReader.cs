using System.Globalization;
using System.Text.RegularExpressions;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Options;

namespace Lle.Deploy.Fleets;

/// <summary>Reads the environments of a project.</summary>
internal static partial class EnvironmentReader
{
    private const int HighestOrder = 999;

    /// <summary>A run has one name in all environments.</summary>
    private static readonly Option[] ofTheRun = [FleetOptions.Run, FleetOptions.Rollout, FleetOptions.Environment];

    private static readonly MetadataOptions metadata = new(ItemTable.Environment.Metadata, option => !ofTheRun.Contains(option),
        (item, name, why) => DiagnosticCatalog.EnvironmentValueRefused(item.Include, name, why));

    /// <returns>In order; those of the same order as they are named.</returns>
    public static IReadOnlyList<FleetEnvironment> Read(IReadOnlyList<ItemValues> items, List<Diagnostic> problems)
    {
        FleetEnvironment[] environments = [.. items.Select(item => Environment(item, problems)).OrderBy(each => each.Order)];
        problems.AddRange(environments.GroupBy(each => each.Name).Where(group => group.Count() > 1)
            .Select(group => DiagnosticCatalog.EnvironmentValueRefused(group.Key, "name", "It is named twice")));
        foreach (var environment in environments)
        {
            foreach (var before in Required(environment).Where(before =>
                !environments.Any(other => other.Name == before && other.Order < environment.Order)))
            {
                problems.Add(DiagnosticCatalog.EnvironmentValueRefused(environment.Name, FleetOptions.RequirePromotedFrom.Name,
                    $"It is '{before}'; expected the name of an environment of a lower Order"));
            }
        }

        return environments;
    }

    private static string[] Required(FleetEnvironment environment) =>
        new OptionValues(environment.Options).List(FleetOptions.RequirePromotedFrom);

    private static FleetEnvironment Environment(ItemValues item, List<Diagnostic> problems)
    {
        var order = 1;
        if (item["Order"] is { Length: > 0 } text
            && (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out order) || order > HighestOrder))
        {
            problems.Add(DiagnosticCatalog.EnvironmentValueRefused(item.Include, "Order",
                $"It is '{text}'; expected a number from 0 to {HighestOrder}"));
        }

        if (!PlainName().IsMatch(item.Include))
        {
            problems.Add(DiagnosticCatalog.EnvironmentValueRefused(item.Include, "name",
                $"It is '{item.Include}'; expected letters, digits, '.', '_' and '-', at most 64"));
        }

        string[] hosts = item["Hosts"].Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return new FleetEnvironment(item.Include, order, hosts.Length > 0 ? hosts : [item.Include], metadata.Read(item, problems));
    }

    [GeneratedRegex(@"^[A-Za-z0-9_][A-Za-z0-9._-]{0,63}$")]
    private static partial Regex PlainName();
}
