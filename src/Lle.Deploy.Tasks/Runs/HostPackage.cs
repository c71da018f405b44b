using System.Reflection;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Options;
using Lle.Deploy.Tasks.Logging;

namespace Lle.Deploy.Tasks.Runs;

/// <summary>The package Lle.Deploy.Host, which brings lle for machines without .NET. It sets LleHostPackage where it is
/// referenced.</summary>
internal static class HostPackage
{
    /// <summary>Of this package; that of the host package is the same.</summary>
    public static string Version { get; } =
        typeof(HostPackage).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "";

    /// <returns>The line that the project lacks; null where it lacks none.</returns>
    public static Diagnostic? Problem(RunRequest request) =>
        bool.TryParse(request.Properties.GetValueOrDefault(OptionTable.InstallHost.Name), out var wanted) && wanted
            && string.IsNullOrWhiteSpace(request.Properties.GetValueOrDefault(OptionTable.HostPackage.Name))
            ? BuildDiagnostics.HostPackageMissing(OptionTable.InstallHost.Name, Version)
            : null;
}
