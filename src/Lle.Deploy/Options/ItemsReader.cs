using Lle.Deploy.Configuration;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Installed;
using Lle.Deploy.Measurements;
using Lle.Deploy.Payload;
using Lle.Deploy.Posix;
using Lle.Deploy.Probes;
using Lle.Deploy.Services;

namespace Lle.Deploy.Options;

/// <summary>Reads the items; what is wrong with them is added to the problems of the values.</summary>
/// <param name="given">Of all types, in the order they were given.</param>
internal sealed class ItemsReader(OptionValues values, IReadOnlyList<ItemValues> given)
{
    public IReadOnlyList<ItemValues> Of(ItemKind kind) =>
        [.. given.Where(item => item.Type.Equals(kind.Name, StringComparison.OrdinalIgnoreCase))];

    /// <summary>A misspelt expectation would be none at all.</summary>
    public void CheckMetadata() => values.Problems.AddRange(
        from kind in ItemTable.All
        from item in Of(kind)
        from name in item.Metadata.Keys
        where kind.Refuses(name)
        select DiagnosticCatalog.ItemMetadataUnknown(kind.Name, item.Include, name, kind.Metadata));

    /// <summary>Most types have no items; what reads them is not even loaded then.</summary>
    private IReadOnlyList<T> Read<T>(ItemKind kind, Func<IReadOnlyList<ItemValues>, IReadOnlyList<T>> read) =>
        Of(kind) is { Count: > 0 } items ? values.Try(() => read(items)) ?? [] : [];

    public IReadOnlyList<Service> Services(string baseDirectory) => Read(ItemTable.Service, items => ServiceText.ReadAll(
        items.Select(s => new ServiceText(s.Include, name => s[name])), baseDirectory));

    public IReadOnlyList<HealthCheck> HealthChecks() => Read(ItemTable.HealthCheck, items => HealthCheckText.ReadAll(
        items.Select(c => new HealthCheckText(c.Include, name => c[name]))));

    public IReadOnlyDictionary<string, string> Placeholders() =>
        Of(ItemTable.Placeholder).DistinctBy(p => p.Include).ToDictionary(p => p.Include, p => p["Value"]);

    public IReadOnlyList<ConfigRule> ConfigRules() => values.Try(() => Configuration.ConfigRules.Combine(
        values.Flag(OptionTable.DefaultConfigRules) ? Configuration.ConfigRules.Default : [],
        ConfigRuleText.ParseAll(Of(ItemTable.ConfigRule).Select(
            r => new ConfigRuleText(r.Include, r["Section"], r["Key"], r["Type"], r["Minimum"], r["Maximum"], r["Required"]))))) ?? [];

    public IReadOnlyList<ConfigFile> ConfigFiles(DeploymentOptions options)
    {
        var items = new ConfigFileItems(options.Layout, options.PayloadDir, options.ConfigMerge);
        var files = Read(ItemTable.ConfigFile, items.Read);
        values.Problems.AddRange(items.Problems);
        return files;
    }

    public PayloadAdditions Additions(DeploymentOptions options)
    {
        var items = new PayloadItems(options.PayloadDir);
        var additions = new PayloadAdditions(
            Read(ItemTable.PayloadFile, items.Files), Read(ItemTable.PayloadLink, items.Links), values.Flag(OptionTable.VersionFolders));
        values.Problems.AddRange(items.Problems);
        return additions;
    }

    public IReadOnlyList<PayloadProgram> Programs(DeploymentOptions options)
    {
        var items = new ProgramItems(options);
        var programs = Read(ItemTable.Program, items.Read);
        values.Problems.AddRange(items.Problems);
        return programs;
    }

    public LinkRules Links(DeploymentOptions options)
    {
        var privates = Of(ItemTable.PrivateFolder);
        var shared = Of(ItemTable.SharedFolder);
        values.Problems.AddRange(
            from item in privates.Concat(shared)
            let problem = ItemPaths.Problem(item.Include)
            where problem is not null
            select DiagnosticCatalog.PayloadItemInvalid(item.Type, item.Include, $"its path {problem}"));
        values.Problems.AddRange(
            from item in shared
            where privates.Any(other => other.Include == item.Include)
            select DiagnosticCatalog.PayloadItemInvalid(item.Type, item.Include, "an LlePrivateFolder item names the same folder"));
        ProgramLinks? leads = values.Optional(OptionTable.ProgramLinks) is null ? null
            : values.Choice<ProgramLinks>(OptionTable.ProgramLinks);
        return new LinkRules(
            options.Name, [.. privates.Select(item => item.Include)], [.. shared.Select(item => item.Include)],
            leads is null ? options.PayloadKind == Payload.PayloadKind.App : leads == ProgramLinks.Version);
    }

    /// <summary>PATH and HOME are the tests' own: default probes are to find no foreign program.</summary>
    public Dictionary<string, string> RunEnvironment(DeploymentOptions options)
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var item in Of(ItemTable.RunEnvironment))
        {
            var isName = item.Include.All(c => char.IsAsciiLetterOrDigit(c) || c == '_') && !char.IsAsciiDigit(item.Include[0]);
            if (!isName || item.Include is "PATH" or "HOME" || item["Value"].Contains('\0') || !variables.TryAdd(
                item.Include, item["Value"].Replace("@LLE_INSTALL_PREFIX@", options.Layout.Prefix, StringComparison.Ordinal)))
            {
                values.Problems.Add(DiagnosticCatalog.RunEnvironmentInvalid(item.Include));
            }
        }

        return variables;
    }

    public IReadOnlyList<Probe> Probes() => Read(ItemTable.Probe, items => ProbeRules.Read(items.Select(p => new ProbeText(p.Include)
    {
        Input = p["Input"],
        Arguments = p["Arguments"],
        ExpectExitCode = p["ExpectExitCode"],
        ExpectOutput = p["ExpectOutput"],
        RejectOutput = p["RejectOutput"],
        TimeoutMilliseconds = p["TimeoutMilliseconds"],
        Severity = p["Severity"],
    })));
}
