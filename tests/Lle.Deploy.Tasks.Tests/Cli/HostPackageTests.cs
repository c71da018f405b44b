using System.IO.Compression;

namespace Lle.Deploy.Tasks.Tests.Cli;

/// <summary>How a project finds lle: by the package Lle.Deploy.Host in two ways, or by a path. A script stands in for the
/// program.</summary>
[TestClass]
public sealed class HostPackageTests
{
    private const string Installs = "<PropertyGroup><LleInstallHost>true</LleInstallHost></PropertyGroup>";

    [TestMethod]
    public void Without_it_the_error_gives_the_line_to_add()
    {
        using var sandbox = new Sandbox();
        sandbox.DeployProject(Installs);

        var run = sandbox.MSBuild("deploy.proj").Failed("LLE2245");

        Assert.Contains("<PackageReference Include=\"Lle.Deploy.Host\" Version=\"1.", run.Everything);
        Assert.IsFalse(Directory.Exists(sandbox.Prefix));
    }

    [TestMethod]
    public void A_second_sdk_brings_it()
    {
        using var sandbox = new Sandbox();
        Pack(sandbox);
        sandbox.DeployProject($"<Sdk Name=\"Lle.Deploy.Host\" Version=\"{PackedPackage.Version}\" />{Installs}");

        sandbox.MSBuild("deploy.proj").Succeeded();

        IsInstalled(sandbox);
    }

    [TestMethod]
    public void A_package_reference_brings_it()
    {
        using var sandbox = new Sandbox();
        Pack(sandbox);
        sandbox.Write("tool.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <LleInstallPrefix>{sandbox.Prefix}</LleInstallPrefix>
                <LlePayloadDir>payload</LlePayloadDir>
              </PropertyGroup>
              {Sandbox.Quick}{Installs}
              <ItemGroup>
                <PackageReference Include="Lle.Deploy.Tasks" Version="{PackedPackage.Version}" PrivateAssets="all" />
                <PackageReference Include="Lle.Deploy.Host" Version="{PackedPackage.Version}" PrivateAssets="all" />
              </ItemGroup>
            </Project>
            """);

        sandbox.MSBuild("tool.csproj", "-restore", "-t:LleDeploy").Succeeded();

        IsInstalled(sandbox);
    }

    [TestMethod]
    [DataRow("host (1)", DisplayName = "a folder with an odd name")]
    [DataRow("feed/Lle.Deploy.Host.VERSION.nupkg", DisplayName = "the package file")]
    public void A_path_brings_it(string path)
    {
        using var sandbox = new Sandbox();
        var package = Pack(sandbox);
        ZipFile.ExtractToDirectory(package, sandbox.Path("host (1)"));
        path = path.Replace("VERSION", PackedPackage.Version, StringComparison.Ordinal);
        sandbox.DeployProject($"{Installs}<PropertyGroup><LleHostPackage>{path}</LleHostPackage></PropertyGroup>");

        sandbox.MSBuild("deploy.proj").Succeeded();

        IsInstalled(sandbox);
    }

    private static void IsInstalled(Sandbox sandbox)
    {
        var program = Path.Combine(sandbox.Prefix, "lib/lle/bin/lle");
        Assert.Contains("echo 1.2.3", File.ReadAllText(program));
        Assert.AreEqual(program, File.ResolveLinkTarget(Path.Combine(sandbox.Prefix, "bin/lle"), returnFinalTarget: true)?.FullName);
    }

    /// <summary>The files of the real package, with a script for the program, in a feed of the sandbox.</summary>
    private static string Pack(Sandbox sandbox)
    {
        var feed = Directory.CreateDirectory(sandbox.Path("feed")).FullName;
        var file = Path.Combine(feed, $"Lle.Deploy.Host.{PackedPackage.Version}.nupkg");
        using (var archive = ZipFile.Open(file, ZipArchiveMode.Create))
        {
            Add(archive, "Lle.Deploy.Host.nuspec", $"""
                <package xmlns="http://schemas.microsoft.com/packaging/2013/05/nuspec.xsd"><metadata>
                  <id>Lle.Deploy.Host</id><version>{PackedPackage.Version}</version><authors>t</authors><description>t</description>
                  <packageTypes><packageType name="MSBuildSdk" /><packageType name="Dependency" /></packageTypes>
                </metadata></package>
                """);
            var source = Repository.Path("src", "Lle.Deploy.Host", "package");
            foreach (var path in Directory.GetFiles(source, "*", SearchOption.AllDirectories))
            {
                Add(archive, Path.GetRelativePath(source, path), File.ReadAllText(path));
            }

            foreach (var platform in new[] { "linux-x64", "linux-arm64" })
            {
                Add(archive, $"{platform}/lle", "#!/bin/sh\necho 1.2.3\n");
            }
        }

        sandbox.Write("NuGet.Config", $"""
            <configuration>
              <packageSources><clear /><add key="packed" value="{PackedPackage.Feed}" /><add key="host" value="{feed}" /></packageSources>
              <config><add key="globalPackagesFolder" value="{sandbox.Path("packages")}" /></config>
            </configuration>
            """);
        return file;
    }

    private static void Add(ZipArchive archive, string name, string content)
    {
        using var writer = new StreamWriter(archive.CreateEntry(name).Open());
        writer.Write(content);
    }
}
