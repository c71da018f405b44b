namespace Lle.Deploy.Benchmarks.Comparisons;

/// <summary>What a build pays on each run for deploying what stands already, beside a run of the same project that does nothing.</summary>
/// <param name="feed">A folder with the packed package.</param>
/// <param name="version">Of that package.</param>
internal sealed class RedeployScene(ComparisonTable table, string feed, string version)
{
    private const int Pairs = 4;

    public void Round(Workbench bench)
    {
        Samples.Program(bench.At("payload/bench"));
        File.WriteAllText(bench.At("nuget.config"), $"""
            <configuration>
              <config><add key="globalPackagesFolder" value="packages" /></config>
              <packageSources><clear /><add key="packed" value="{feed}" /></packageSources>
            </configuration>
            """);
        File.WriteAllText(bench.At("deploy.proj"), $"""
            <Project Sdk="Lle.Deploy.Tasks/{version}">
              <PropertyGroup>
                <LleVersion>1.0.0</LleVersion>
                <LlePayloadDir>payload</LlePayloadDir>
                <LleBinaryName>bench</LleBinaryName>
                <LleInstallPrefix>{bench.Prefix}</LleInstallPrefix>
                <LleMaxStartupTime>1000000</LleMaxStartupTime>
                <LleMeasureResponse>false</LleMeasureResponse>
              </PropertyGroup>
              <Target Name="Nothing" />
            </Project>
            """);
        Taken Build(string target) => bench.Shell($"dotnet msbuild deploy.proj -nologo -v:q -nodeReuse:false -t:{target}");
        Build("LleDeploy");
        Build("Nothing");
        for (var pair = 0; pair < Pairs; pair++)
        {
            table.Row("redeploy of the same by `dotnet msbuild`", "a run of the same project that does nothing", 1.4)
                .Add(Workbench.InTurn(pair, () => Build("Nothing"), () => Build("LleDeploy")));
        }
    }
}
