using Lle.Deploy.Layout;

namespace Lle.Deploy.Services;

internal static class ServiceManagers
{
    public static ServiceManager Of(ServiceManagerKind kind, TargetLayout layout, DeployedFacts facts) => kind switch
    {
        _ => new CommandManager { Facts = facts },
    };
}
