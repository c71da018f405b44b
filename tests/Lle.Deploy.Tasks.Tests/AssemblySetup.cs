using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Microsoft.Build.Locator;

[assembly: Parallelize(Workers = 2, Scope = ExecutionScope.MethodLevel)]

namespace Lle.Deploy.Tasks.Tests;

[TestClass]
public static class AssemblySetup
{
    /// <summary>
    /// The MSBuild of the installed SDK is the one to test with. A module initialiser, because the search for tests touches types of
    /// MSBuild before any [AssemblyInitialize] runs.
    /// </summary>
    [ModuleInitializer]
    [SuppressMessage("Usage", "CA2255", Justification = "A test program is an application, not a library.")]
    internal static void UseTheInstalledMSBuild() => MSBuildLocator.RegisterDefaults();

    [AssemblyCleanup]
    public static void RemoveThePackage() => PackedPackage.Remove();
}
