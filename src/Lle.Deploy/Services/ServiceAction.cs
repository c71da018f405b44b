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
    /// <param name="goesBack">To an earlier version, whose OnChange nobody can choose any more: a reload never changes the program, so
    /// it is restarted.</param>
    public static ServiceAction Of(
        Service service, ServiceState now, IdentityVerdict identity, ServiceChanges changes, bool goesBack = false) =>
        service.OnChange == OnChange.None ? ServiceAction.None
        : !now.IsRunning ? ServiceAction.Start
        : changes.Unit ? ServiceAction.Restart
        : changes.Program || identity == IdentityVerdict.Stale
            ? service.UpgradeCommand.Length > 0 ? ServiceAction.Upgrade : goesBack ? ServiceAction.Restart : OfChange(service)
        : changes.Configuration ? OfChange(service)
        : ServiceAction.None;

    /// <summary>It needs a program that works; a restart does not.</summary>
    public static bool IsGentle(ServiceAction action) => action is ServiceAction.Upgrade or ServiceAction.Reload;

    private static ServiceAction OfChange(Service service) =>
        service.OnChange == OnChange.Reload ? ServiceAction.Reload : ServiceAction.Restart;
}
