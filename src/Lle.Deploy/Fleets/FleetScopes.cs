using Lle.Deploy.Diagnostics;
using Lle.Deploy.Options;

namespace Lle.Deploy.Fleets;

/// <summary>Reads what a project says of its fleet: all hosts as one, or environment by environment. Every bad value is reported before any
/// host is asked.</summary>
internal sealed class FleetScopes
{
    private readonly IReadOnlyDictionary<string, string> given;
    private readonly string baseDirectory;
    private readonly IReadOnlyList<ItemValues> hosts;
    private readonly List<Diagnostic> problems = [];
    private readonly IReadOnlyList<FleetEnvironment> environments;

    /// <param name="given">Options by name; an empty value counts as not given.</param>
    /// <param name="baseDirectory">Relative paths start here.</param>
    /// <param name="items">Hosts and environments.</param>
    public FleetScopes(IReadOnlyDictionary<string, string> given, string baseDirectory, IReadOnlyList<ItemValues> items)
    {
        // One call has one name, whatever it goes through.
        this.given = new Dictionary<string, string>(given)
        {
            [FleetOptions.Rollout.Name] = given.GetValueOrDefault(FleetOptions.Rollout.Name) is { Length: > 0 } name ? name
                : Guid.NewGuid().ToString("N")[..16],
        };
        this.baseDirectory = baseDirectory;
        hosts = [.. items.Where(item => item.Type == ItemTable.Host.Name)];
        environments = EnvironmentReader.Read([.. items.Where(item => item.Type == ItemTable.Environment.Name)], problems);
    }

    /// <summary>What the project tells its hosts, in all environments: a run has one name, whichever of them a call is about.</summary>
    public IEnumerable<string> ToldInAll =>
        (environments.Count == 0 ? Lines("", HostOptions.Of(given)) : environments.SelectMany(each => Lines(each.Name, Told(each))))
            .Concat(hosts.SelectMany(host => Lines(host.Include, FleetReader.OptionsOf(host))));

    /// <summary>Those that an operation is about, in order.</summary>
    /// <exception cref="DeploymentException">All problems found.</exception>
    public IReadOnlyList<FleetScope> Of(FleetOperation operation)
    {
        var named = Named(FleetOptions.Environment);
        _ = Named(FleetOptions.RequirePromotedFrom);
        if (environments.Count == 0 && operation == FleetOperation.Promote)
        {
            problems.Add(DiagnosticCatalog.EnvironmentUnknown("", "", []));
        }
        else if (environments.Count > 0 && named.Length == 0 && operation == FleetOperation.Deploy)
        {
            problems.Add(DiagnosticCatalog.EnvironmentNotNamed(environments.Select(each => each.Name)));
        }

        FleetScope?[] scopes = environments.Count == 0 ? [Read(null)]
            : [.. environments.Where(each => named.Length == 0 || named.Contains(each.Name)).Select(Read)];
        return problems.Count == 0 ? [.. scopes.OfType<FleetScope>()] : throw new DeploymentException([.. problems.Distinct()]);
    }

    /// <summary>One that others require.</summary>
    /// <exception cref="DeploymentException">All problems found.</exception>
    public FleetScope Named(string name) => Read(environments.First(each => each.Name == name)) is { } scope && problems.Count == 0 ? scope
        : throw new DeploymentException([.. problems.Distinct()]);

    private string[] Named(Option option)
    {
        var names = new OptionValues(given).List(option);
        problems.AddRange(names.Where(name => !environments.Any(each => each.Name == name))
            .Select(name => DiagnosticCatalog.EnvironmentUnknown(option.Name, name, environments.Select(each => each.Name))));
        return names;
    }

    private FleetScope? Read(FleetEnvironment? environment)
    {
        try
        {
            var merged = environment is null ? given : Merged(environment);
            var settings = new FleetReader(merged, baseDirectory).Read(environment is null ? hosts : HostsOf(environment, merged));
            return new FleetScope(environment, environment is null ? settings : settings with
            {
                // It names itself where the project says what every other one requires.
                RequiresFrom = [.. settings.RequiresFrom.Where(name => name != environment.Name)],
                HostOptions = Told(environment),
            });
        }
        catch (DeploymentException error)
        {
            problems.AddRange(error.Diagnostics);
            return null;
        }
    }

    /// <summary>Of several patterns Ansible makes one.</summary>
    private Dictionary<string, string> Merged(FleetEnvironment environment)
    {
        var merged = new Dictionary<string, string>(given) { [FleetOptions.Hosts.Name] = string.Join(':', environment.Hosts) };
        foreach (var (name, value) in environment.Options)
        {
            merged[name] = value;
        }

        return merged;
    }

    /// <summary>What the project says of its layout, with what the environment says over it: directories that follow the project's prefix
    /// by default follow the environment's.</summary>
    private Dictionary<string, string> Told(FleetEnvironment environment)
    {
        var told = new Dictionary<string, string>(HostOptions.Of(given), StringComparer.Ordinal);
        foreach (var (name, value) in environment.Options.Where(option => OptionTable.Find(option.Key)!.Group != OptionGroup.Fleet))
        {
            told[name] = value;
        }

        return told;
    }

    private static IEnumerable<string> Lines(string whom, IReadOnlyDictionary<string, string> options) =>
        options.Select(option => $"{whom} {option.Key}={option.Value}");

    private List<ItemValues> HostsOf(FleetEnvironment environment, IReadOnlyDictionary<string, string> merged)
    {
        if (merged.GetValueOrDefault(FleetOptions.Inventory.Name) is { Length: > 0 })
        {
            return [.. hosts];
        }

        problems.AddRange(environment.Hosts.Where(name => !hosts.Any(host => IsMeant(host, name)))
            .Select(name => DiagnosticCatalog.EnvironmentWithoutHosts(environment.Name, name)));
        // No host at all is said of the environment, not of the project.
        var meant = hosts.Where(host => environment.Hosts.Any(name => IsMeant(host, name))).ToList();
        return meant.Count > 0 ? meant : [.. hosts];
    }

    private static bool IsMeant(ItemValues host, string name) => host.Include == name || host["Group"] == name;
}
