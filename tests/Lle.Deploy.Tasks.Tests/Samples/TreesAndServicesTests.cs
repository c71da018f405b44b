namespace Lle.Deploy.Tasks.Tests.Samples;

/// <summary>The samples of a tree with a configuration file, and of a service, as a user takes them to an empty folder.</summary>
[TestClass]
public sealed class TreesAndServicesTests
{
    [TestMethod]
    public void A_tree_is_deployed_with_its_data_its_manual_page_and_its_configuration()
    {
        using var sandbox = new Sandbox();
        Take(sandbox, "tree", "deploy.proj", "install.sh");

        sandbox.MSBuild("deploy.proj", $"-p:LleInstallPrefix={sandbox.Prefix}", "-p:LleAllowInsecurePrefix=true").Succeeded();
        sandbox.MSBuild("deploy.proj", $"-p:LleInstallPrefix={sandbox.Prefix}", "-p:LleAllowInsecurePrefix=true", "-p:LleVersion=1.1.0")
            .Succeeded();

        Assert.AreEqual(0, Shell.Run("-c", $"test \"$('{sandbox.Prefix}/bin/quote' --version)\" = 'quote 1.1.0'"));
        Assert.IsTrue(File.Exists(Path.Combine(sandbox.Prefix, "share/man/man1/quote.1")));
        Assert.AreEqual("language=en\n", File.ReadAllText(Path.Combine(sandbox.Prefix, "etc/quote/quote.conf")));
    }

    [TestMethod]
    public void A_service_is_published_started_and_asked()
    {
        using var sandbox = new Sandbox();
        Take(sandbox, "service", "hello.csproj", "Program.cs");
        var machine = Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        sandbox.Write("NuGet.Config", $"""
            <configuration>
              <packageSources><clear /><add key="packed" value="{PackedPackage.Feed}" /></packageSources>
              <config><add key="globalPackagesFolder" value="{sandbox.Path("packages")}" /></config>
              <fallbackPackageFolders><add key="machine" value="{machine}" /></fallbackPackageFolders>
            </configuration>
            """);
        Directory.CreateDirectory(machine);
        string[] options = [$"-p:DeployTasksVersion={PackedPackage.Version}", $"-p:LleInstallPrefix={sandbox.Prefix}",
            "-p:LleAllowInsecurePrefix=true", $"-p:Port={Ports.Free()}"];

        try
        {
            sandbox.MSBuild(["hello.csproj", "-restore", "-t:LleDeploy", "-nr:false", .. options]).Succeeded();
            sandbox.MSBuild(["hello.csproj", "-t:LleStatus", "-nr:false", .. options]).Succeeded().Said("runs what is deployed");
        }
        finally
        {
            sandbox.MSBuild(["hello.csproj", "-t:LleUninstall", "-nr:false", .. options]);
        }

        Assert.IsFalse(File.Exists(Path.Combine(sandbox.Prefix, "hello.pid")));
    }

    /// <summary>The version in the sample is the one that is released; the one that was packed just now is taken.</summary>
    private static void Take(Sandbox sandbox, string sample, params string[] files)
    {
        foreach (var file in files)
        {
            File.WriteAllText(sandbox.Path(file), File.ReadAllText(Repository.Path("samples", sample, file))
                .Replace("Lle.Deploy.Tasks/1.1.0", $"Lle.Deploy.Tasks/{PackedPackage.Version}", StringComparison.Ordinal));
        }
    }
}
