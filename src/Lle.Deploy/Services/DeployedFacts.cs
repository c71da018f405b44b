namespace Lle.Deploy.Services;

/// <summary>What commands of services, and hooks, are told of the installation, as environment variables. None of them is ever read as an
/// option.</summary>
internal sealed record DeployedFacts(string Name, string Version, string Prefix, string Id)
{
    public IReadOnlyDictionary<string, string> Environment => new Dictionary<string, string>
    {
        ["LLE_DEPLOYED_NAME"] = Name,
        ["LLE_DEPLOYED_VERSION"] = Version,
        ["LLE_DEPLOYED_PREFIX"] = Prefix,
        ["LLE_DEPLOYED_ID"] = Id,
    };
}
