namespace Lle.Deploy.Services;

internal enum ServiceAction
{
    None,
    Start,
    Stop,
    Restart,
    Reload,
    Upgrade,
}

/// <summary>What an operation changes of what a service runs.</summary>
internal readonly record struct ServiceChanges(bool Program, bool Configuration, bool Unit)
{
    public bool Any => Program || Configuration || Unit;
}

internal static class ServiceActions
{
    public static string Name(ServiceAction action) => $"{action}".ToLowerInvariant();

    /// <summary>What a service needs, so that it runs what is installed with the configuration that is installed.</summary>
    public static ServiceAction Of(Service service, ServiceState now, IdentityVerdict identity, ServiceChanges changes) =>
        service.OnChange == OnChange.None ? ServiceAction.None
        : !now.IsRunning ? ServiceAction.Start
        : changes.Unit ? ServiceAction.Restart
        : changes.Program || identity == IdentityVerdict.Stale
            ? service.UpgradeCommand.Length > 0 ? ServiceAction.Upgrade : OfChange(service)
        : changes.Configuration ? OfChange(service)
        : ServiceAction.None;

    private static ServiceAction OfChange(Service service) =>
        service.OnChange == OnChange.Reload ? ServiceAction.Reload : ServiceAction.Restart;
}
