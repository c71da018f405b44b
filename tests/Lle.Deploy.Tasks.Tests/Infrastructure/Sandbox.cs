using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Lle.Deploy.Tests.Reporting;

namespace Lle.Deploy.Tasks.Tests.Infrastructure;

/// <summary>A folder with a payload and a place to deploy to, cut off from the repository: the feed and the package cache of these tests,
/// nothing inherited.</summary>
internal sealed class Sandbox : IDisposable
{
    /// <summary>Fast and generous: these tests are about the build, not about the speed of this machine.</summary>
    public const string Quick = """
        <PropertyGroup>
          <LleMaxStartupTime>5000000</LleMaxStartupTime>
          <LleMaxResponseTime>5000000</LleMaxResponseTime>
          <LleStartupRuns>3</LleStartupRuns>
          <LleResponseRuns>3</LleResponseRuns>
          <LleDefaultProbes>false</LleDefaultProbes>
          <LleAllowInsecurePrefix>true</LleAllowInsecurePrefix>
        </PropertyGroup>
        <ItemGroup>
          <LleProbe Include="arithmetic" Input="echo sum=%24((20+22))" ExpectOutput="sum=42" />
        </ItemGroup>
        """;

    /// <summary>Those that have been held against the published schema.</summary>
    private readonly HashSet<string> results = new(StringComparer.Ordinal);

    public Sandbox(string payload = "payload")
    {
        Write("NuGet.Config", $"""
            <configuration>
              <packageSources><clear /><add key="packed" value="{PackedPackage.Feed}" /></packageSources>
              <config><add key="globalPackagesFolder" value="{PackedPackage.Cache}" /></config>
            </configuration>
            """);
        Write("Directory.Build.props", "<Project />");
        Write("Directory.Build.targets", "<Project />");
        Payload = Path(payload);
        MakePayload(Payload);
    }

    public string Root { get; } = Directory.CreateTempSubdirectory("lle-sandbox-").FullName;

    public string Payload { get; }

    public string Prefix => Path("prefix");

    public string Binary => System.IO.Path.Combine(Prefix, "bin", "lusush");

    public string Path(params string[] parts) => System.IO.Path.Combine([Root, .. parts]);

    public string Write(string name, string content)
    {
        var path = Path(name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
        return path;
    }

    /// <summary>A deploy project: the SDK form, with quick measurements, the sandbox's payload and prefix, and more if wanted.</summary>
    public string DeployProject(string more = "", string name = "deploy.proj", string? prefix = null) => Write(name, $"""
        <Project Sdk="Lle.Deploy.Tasks/{PackedPackage.Version}" DefaultTargets="LleDeploy">
          <PropertyGroup>
            <LleInstallPrefix Condition="'$(LleInstallPrefix)' == ''">{prefix ?? Prefix}</LleInstallPrefix>
            <LlePayloadDir>payload</LlePayloadDir>
          </PropertyGroup>
          {Quick}
          {more}
        </Project>
        """);

    public CliResult MSBuild(params string[] arguments)
    {
        var run = Cli.Run(Root, ["msbuild", "-nologo", .. arguments]);
        ResultSchema.Check(Path("prefix", "var", "log"), results);
        return run;
    }

    /// <summary>The static lle, which is told where the prefix is.</summary>
    public CliResult Lle(params string[] words)
    {
        var run = Cli.Finish(StartLle(words));
        ResultSchema.Check(Path("prefix", "var", "log"), results);
        return run;
    }

    public Process StartLle(params string[] words) => Cli.Start(Root, LleWords(words), program: StaticLle.Require());

    /// <summary>What <see cref="Quick"/> says, in lle's words.</summary>
    /// <param name="runs">Of the program, to measure it: many take their time.</param>
    public string[] DeployWords(string version, int runs = 3) =>
    [
        "deploy", Payload, "--version", version, "--max-startup-time", "5000000", "--max-response-time", "5000000", "--startup-runs",
        $"{runs}", "--startup-max-time", "60", "--response-runs", "3", "--default-probes=false", "--readiness-threshold", "0",
        "--readiness-rollback-threshold", "0", "--validation-threshold", "0", "--allow-insecure-prefix",
    ];

    public string[] LleWords(params string[] words) => [.. words, "--install-prefix", Prefix];

    /// <summary>The newest machine-readable result under a prefix.</summary>
    public JsonNode Result(string? prefix = null)
    {
        var file = Directory.GetFiles(System.IO.Path.Combine(prefix ?? Prefix, "var/log/lusush"), "deployment_result_*.json")
            .Order(StringComparer.Ordinal).Last();
        return JsonNode.Parse(File.ReadAllText(file)) ?? throw new JsonException(file);
    }

    /// <summary>The machine's own sh as lusush: a copy where that works, a script around it where sh is one name of a multi-call
    /// program.</summary>
    private static void MakePayload(string folder) =>
        Assert.AreEqual(0, Shell.Run(Repository.Path("samples", "quickstart", "make-payload.sh"), folder), "make-payload.sh");

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
