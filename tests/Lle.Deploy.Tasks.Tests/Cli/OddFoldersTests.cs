namespace Lle.Deploy.Tasks.Tests.Cli;

/// <summary>Package folders and clones whose names mean something to MSBuild.</summary>
[TestClass]
public sealed class OddFoldersTests
{
    [TestMethod]
    [DataRow("job (1)")]
    [DataRow("a@b")]
    [DataRow("it's")]
    [DataRow("50%")]
    [DataRow("semi;colon")]
    [DataRow("dollar$(x)")]
    public void A_package_in_an_odd_folder_works(string name)
    {
        using var sandbox = new Sandbox();
        var package = sandbox.Path(name, "package");
        Copy(PackedPackage.Folder, package);
        sandbox.Write("deploy.proj", $"""
            <Project DefaultTargets="LleDeploy">
              <Import Project="{MSBuildText.Xml(package)}/Sdk/Sdk.props" />
              <PropertyGroup><LleInstallPrefix>{sandbox.Prefix}</LleInstallPrefix><LlePayloadDir>payload</LlePayloadDir></PropertyGroup>
              {Sandbox.Quick}
              <Import Project="{MSBuildText.Xml(package)}/Sdk/Sdk.targets" />
            </Project>
            """);

        sandbox.MSBuild("deploy.proj", "-t:LlePlan").Succeeded().Said("Would deploy");
    }

    [TestMethod]
    [DataRow("job (1)")]
    [DataRow("a@b")]
    [DataRow("it's")]
    public void A_packages_folder_of_NuGet_with_an_odd_name_works(string name)
    {
        using var sandbox = new Sandbox();
        sandbox.Write("NuGet.Config", File.ReadAllText(sandbox.Path("NuGet.Config"))
            .Replace(PackedPackage.Cache, sandbox.Path(name), StringComparison.Ordinal));
        sandbox.DeployProject();

        sandbox.MSBuild("deploy.proj", "-t:LlePlan").Succeeded().Said("Would deploy");
        Assert.IsTrue(Directory.Exists(sandbox.Path(name, "lle.deploy.tasks")));
    }

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }
}
