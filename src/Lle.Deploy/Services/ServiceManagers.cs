using Lle.Deploy.Layout;

namespace Lle.Deploy.Services;

internal static class ServiceManagers
{
    public static ServiceManager Of(ServiceManagerKind kind, TargetLayout layout, DeployedFacts facts) => kind switch
    {
        ServiceManagerKind.Systemd => new SystemdManager(layout) { Facts = facts },
        ServiceManagerKind.Runit => new RunitManager(layout) { Facts = facts },
        _ => new CommandManager { Facts = facts },
    };
}
