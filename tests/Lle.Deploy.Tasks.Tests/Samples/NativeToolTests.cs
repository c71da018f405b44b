namespace Lle.Deploy.Tasks.Tests.Samples;

/// <summary>The second sample: a csproj that compiles a tool to native code and ships it with the package.</summary>
[TestClass]
public sealed class NativeToolTests
{
    [TestMethod]
    public void A_csproj_ships_a_native_tool_with_the_package()
    {
        Tools.Require("gcc");
        using var sandbox = new Sandbox();
        foreach (var file in new[] { "native-tool.csproj", "Program.cs", "lle.conf.template" })
        {
            File.Copy(Repository.Path("samples", "native-tool", file), sandbox.Path(file));
        }

        // Its compiler comes from the sources and the cache that are configured on this machine; the package under test goes to a cache of
        // its own.
        var machine = Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        sandbox.Write("NuGet.Config", $"""
            <configuration>
              <packageSources><add key="packed" value="{PackedPackage.Feed}" /></packageSources>
              <config><add key="globalPackagesFolder" value="{sandbox.Path("packages")}" /></config>
              <fallbackPackageFolders><add key="machine" value="{machine}" /></fallbackPackageFolders>
            </configuration>
            """);
        Directory.CreateDirectory(machine);

        var run = sandbox.MSBuild(
            "native-tool.csproj", "-restore", "-t:LleDeploy", "-nr:false", $"-p:DeployTasksVersion={PackedPackage.Version}",
            $"-p:LleInstallPrefix={sandbox.Prefix}",
            "-p:LleAllowInsecurePrefix=true", "-p:CppCompilerAndLinker=gcc").Succeeded();

        var result = File.ReadAllText(Directory.GetFiles(Path.Combine(sandbox.Prefix, "var/log/greet"), "deployment_result_*.json")
            .Single());
        Assert.Contains("\"SUCCESS\"", result, run.Everything);
        Assert.AreEqual(0, Shell.Run("-c", $"test \"$('{sandbox.Prefix}/bin/greet' you)\" = 'Hello, you!'"));
    }
}
