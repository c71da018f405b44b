using Lle.Deploy.Options;

namespace Lle.Deploy;

/// <summary>From the request of a front end to checked options.</summary>
internal static class EngineOptions
{
    public static DeploymentOptions Read(EngineRequest request) => new OptionsReader(request.Options, request.BaseDirectory)
    {
        Probes = Items(request, "LleProbe"),
        ConfigRules = Items(request, "LleConfigRule"),
        Placeholders = Items(request, "LlePlaceholder"),
    }.Read();

    private static List<ItemValues> Items(EngineRequest request, string type) =>
        [.. request.Items.Where(item => item.Type == type).Select(item => new ItemValues(item.Include, item.Metadata))];
}
