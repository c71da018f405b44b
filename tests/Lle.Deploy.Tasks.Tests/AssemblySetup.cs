using Lle.Deploy.Tasks.Tests.Infrastructure;
using Microsoft.Build.Locator;

[assembly: Parallelize(Workers = 2, Scope = ExecutionScope.MethodLevel)]

namespace Lle.Deploy.Tasks.Tests;

[TestClass]
public static class AssemblySetup
{
    /// <summary>Before any type of MSBuild is touched: the one of the installed SDK is the one to test with.</summary>
    [AssemblyInitialize]
    public static void UseTheInstalledMSBuild(TestContext context)
    {
        _ = context;
        MSBuildLocator.RegisterDefaults();
    }

    [AssemblyCleanup]
    public static void RemoveThePackage() => PackedPackage.Remove();
}
