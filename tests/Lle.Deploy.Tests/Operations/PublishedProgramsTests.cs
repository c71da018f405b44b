using System.Diagnostics;
using Lle.Deploy.Tests.Support;

namespace Lle.Deploy.Tests.Operations;

/// <summary>What dotnet publish makes of a program is deployed as it is, in each of the four forms that people ship (B1).</summary>
[TestClass]
public sealed class PublishedProgramsTests
{
    private const string Project = """
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <OutputType>Exe</OutputType>
            <TargetFramework>net10.0</TargetFramework>
            <AssemblyName>web</AssemblyName>
            <InvariantGlobalization>true</InvariantGlobalization>
            <ImplicitUsings>enable</ImplicitUsings>
          </PropertyGroup>
          <ItemGroup>
            <None Include="settings.txt;libmul.so" CopyToPublishDirectory="Always" ExcludeFromSingleFile="true" />
          </ItemGroup>
        </Project>
        """;

    private const string Source = """
        [System.Runtime.InteropServices.DllImport("mul")] static extern int mul(int a, int b);
        if (args is not ["start"])
        {
            var settings = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "settings.txt"));
            Console.WriteLine($"{mul(6, 7)} {settings} {Environment.ProcessPath}");
        }
        """;

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    [DataRow("framework-dependent", "--no-self-contained")]
    [DataRow("self-contained", "--self-contained")]
    [DataRow("single file", "--self-contained", "-p:PublishSingleFile=true")]
    [DataRow("ahead of time", "-p:PublishAot=true")]
    public void A_published_program_is_deployed_finds_its_settings_and_its_library_and_goes_back(string form, params string[] arguments)
    {
        using var app = new AppBench(TestContext.CancellationToken);
        Publish(app, "1.0.0", arguments);
        Run.Tool("cp", app.Source("."), "-a", "payload-1.0.0", "payload-2.0.0");
        File.WriteAllText(app.Source("payload-2.0.0") + "/settings.txt", "settings of 2.0.0");

        app.Deploy("1.0.0");
        app.Deploy("2.0.0");
        StringAssert.StartsWith(app.Answer(), "42 settings of 2.0.0 ", form);
        app.Succeed(engine => engine.Rollback(TestContext.CancellationToken));

        Assert.AreEqual($"42 settings of 1.0.0 {app.At($"lib/lle/web/versions/{app.Versions.Single()}/web")}", app.Answer(), form);
    }

    private static void Publish(AppBench app, string version, string[] arguments)
    {
        var folder = app.Source("source");
        File.WriteAllText(Path.Combine(folder, "web.csproj"), Project);
        File.WriteAllText(Path.Combine(folder, "Program.cs"), Source);
        File.WriteAllText(Path.Combine(folder, "settings.txt"), $"settings of {version}");
        File.WriteAllText(Path.Combine(folder, "mul.c"), "int mul(int a, int b) { return a * b; }");
        Run.Tool("cc", folder, "-shared", "-fPIC", "-o", "libmul.so", "mul.c");
        // A folder of its own between this repository's files and the program's: none of them is meant for it.
        foreach (var name in new[] { "Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props" })
        {
            File.WriteAllText(Path.Combine(folder, name), "<Project />");
        }

        string[] common = ["publish", "-c", "Release", "--use-current-runtime", "-nologo", "-nodeReuse:false", "-o",
            app.Source($"payload-{version}")];
        var start = new ProcessStartInfo("dotnet", [.. common, .. arguments]) { WorkingDirectory = folder, RedirectStandardOutput = true };
        using var publish = Process.Start(start)!;
        var output = publish.StandardOutput.ReadToEnd();
        publish.WaitForExit();
        Assert.AreEqual(0, publish.ExitCode, output);
    }
}
