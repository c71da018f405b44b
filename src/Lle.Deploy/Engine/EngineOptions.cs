using Lle.Deploy.Bundles;
using Lle.Deploy.Deployments;
using Lle.Deploy.Installed;
using Lle.Deploy.Operations;
using Lle.Deploy.Options;
using Lle.Deploy.Payload.Signatures;
using Lle.Deploy.Sessions;

namespace Lle.Deploy;

/// <summary>From the request of a front end to checked options: what was given, else what the bundle brings, else the environment, else the
/// default.</summary>
internal static class EngineOptions
{
    public static DeploymentOptions Read(EngineRequest request)
    {
        var bundle = Bundle(request);
        var options = Read(request, bundle?.Description, bundle?.Version);
        if (bundle is null && request.UsesInstalledOptions && DeployedOptions.Read(options.Layout) is { } deployed)
        {
            options = Read(request, deployed, null);
        }

        return options with
        {
            HostProgram = request.HostProgram,
            BundleListSha256 = bundle?.ListSha256,
            BundleLinks = bundle?.Description.Links ?? new Dictionary<string, string>(),
        };
    }

    /// <summary>For what is done to an installation: it knows its own name and program, which nobody needs to repeat.</summary>
    public static DeploymentOptions ReadInstalled(EngineRequest request)
    {
        var options = Read(request);
        if (Installation.Read(options.Layout.DataDir) is not { } installed
            || (installed.Name, installed.Program) == (options.Layout.Name, options.Layout.BinaryName))
        {
            return options;
        }

        var values = new Dictionary<string, string>(request.Options, StringComparer.OrdinalIgnoreCase);
        var isKnown = Complete(values, OptionTable.Name, installed.Name) && Complete(values, OptionTable.BinaryName, installed.Program);
        return isKnown ? Read(request with { Options = values }) : options;
    }

    /// <returns>false: it was told to be something else.</returns>
    private static bool Complete(Dictionary<string, string> values, Option option, string known)
    {
        if (string.IsNullOrEmpty(values.GetValueOrDefault(option.Name)))
        {
            values[option.Name] = known;
        }

        return values[option.Name] == known;
    }

    private static DeploymentOptions Read(EngineRequest request, BundleDescription? brought, string? version) =>
        new OptionsReader(Values(request, brought, version), request.BaseDirectory)
        {
            Items = [.. ItemTable.All.SelectMany(kind => Items(request, brought, kind))],
        }.Read();

    public static IReadOnlyList<TrustedKey> Keys(EngineRequest request)
    {
        var files = (request.Options.GetValueOrDefault(OptionTable.TrustedKeys.Name) ?? "").Split(';',
            StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return TrustedKeys.Load(files.Select(file => Path.GetFullPath(file, request.BaseDirectory)), TimeProvider.System);
    }

    public static List<ItemValues> Items(EngineRequest request, string type) =>
        [.. request.Items.Where(item => item.Type == type).Select(item => new ItemValues(type, item.Include, item.Metadata))];

    private static BundleFile? Bundle(EngineRequest request)
    {
        if (!request.Options.TryGetValue(OptionTable.UpdatePackage.Name, out var package) || package.Length == 0)
        {
            return null;
        }

        var bundle = BundleFile.Open(Path.GetFullPath(package, request.BaseDirectory), Keys(request), CancellationToken.None);
        bundle?.CheckCommands(request.AllowCommands);
        return bundle;
    }

    private static Dictionary<string, string> Values(EngineRequest request, BundleDescription? brought, string? version)
    {
        var values = new Dictionary<string, string>(request.Options, StringComparer.OrdinalIgnoreCase);
        foreach (var option in OptionTable.All)
        {
            string?[] sources =
            [
                values.GetValueOrDefault(option.Name), brought?.Options.GetValueOrDefault(option.Name),
                option == OptionTable.Version || option == OptionTable.UpdateVersion ? version : null,
                option.Variable is null ? null : request.Environment.GetValueOrDefault(option.Variable),
            ];
            if (sources.FirstOrDefault(value => !string.IsNullOrEmpty(value)) is { } found)
            {
                values[option.Name] = found;
            }
        }

        return values;
    }

    /// <summary>What a plan is of; a package is an update's, unless another operation is named.</summary>
    public static EngineOperation Planned(DeploymentOptions options) => options.PlanOperation switch
    {
        OperationKind.Deploy when options.UpdatePackage is null => EngineOperation.Deploy,
        OperationKind.Deploy => EngineOperation.Update,
        var named => Enum.Parse<EngineOperation>($"{named}"),
    };

    /// <summary>The bundle's and the caller's; of the same name, the caller's.</summary>
    private static List<ItemValues> Items(EngineRequest request, BundleDescription? brought, ItemKind kind)
    {
        var given = Items(request, kind.Name);
        return [.. (brought?.Of(kind) ?? []).Where(item => given.TrueForAll(own => own.Include != item.Include)), .. given];
    }
}
