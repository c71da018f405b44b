using System.Runtime.InteropServices;

namespace Lle.Deploy.Tasks.Tests.Fleets;

/// <summary>A project with a fleet: a program that is a script, lle for the hosts, and the machines that it goes to.</summary>
internal class FleetProject<TMachines> : IDisposable
    where TMachines : TestMachines
{
    /// <summary>How it is judged is not what these tests are about.</summary>
    private const string Calm = """
        <LleMaxStartupTime>60000000</LleMaxStartupTime>
            <LleStartupRuns>1</LleStartupRuns>
            <LleMeasureResponse>false</LleMeasureResponse>
            <LleDefaultProbes>false</LleDefaultProbes>
            <LleReadinessThreshold>0</LleReadinessThreshold>
            <LleReadinessRollbackThreshold>0</LleReadinessRollbackThreshold>
            <LleValidationThreshold>0</LleValidationThreshold>
        """;

    private readonly Sandbox sandbox = new();

    /// <param name="make">Makes the machines in a folder.</param>
    public FleetProject(Func<string, TMachines> make)
    {
        Machines = make(sandbox.Path("fleet"));
        var rid = $"linux-{RuntimeInformation.OSArchitecture.ToString().ToLowerInvariant()}";
        Directory.CreateDirectory(sandbox.Path("host", rid));
        File.Copy(StaticLle.Require(), sandbox.Path("host", rid, "lle"));
    }

    public TMachines Machines { get; }

    public string Events => Directory.GetFiles(sandbox.Path("obj"), "events.jsonl", SearchOption.AllDirectories)
        .OrderBy(File.GetLastWriteTimeUtc).Last();

    public string Path(params string[] parts) => sandbox.Path(parts);

    public void Write(string name, string text) => sandbox.Write(name, text);

    /// <summary>What the deployed program is to do.</summary>
    public void Program(string script)
    {
        Directory.Delete(sandbox.Payload, recursive: true);
        sandbox.Write("payload/lusush", $"#!/bin/sh\n# {script}\n{script}\n");
        File.SetUnixFileMode(sandbox.Path("payload", "lusush"), (UnixFileMode)0x1ed);
        sandbox.Write("payload/lle.conf.template",
            "[performance]\nmax_startup_time=1000\ncache_hit_rate_target=75\n[memory]\npool=yes\n[display]\nx=1\n[security]\n"
            + "enforce=true\n");
    }

    /// <param name="items">The hosts.</param>
    /// <param name="more">Further properties and items, in groups of their own.</param>
    public void ProjectOf(string items, string more = "") => sandbox.Write("fleet.proj", $"""
        <Project Sdk="Lle.Deploy.Tasks/{PackedPackage.Version}">
          <PropertyGroup>
            <LlePayloadDir>payload</LlePayloadDir>
            <LleInstallPrefix>/opt/none</LleInstallPrefix>
            <LleHostPackage>host</LleHostPackage>
            <LleKnownHosts>{Machines.KnownHosts}</LleKnownHosts>
            <LleSshConfig>{Machines.SshConfig}</LleSshConfig>
            {Calm}
          </PropertyGroup>
          <ItemGroup>
            {items}
          </ItemGroup>
          {more}
        </Project>
        """);

    /// <summary>The same, without waiting for its end.</summary>
    public System.Diagnostics.Process Begin(string target, params string[] arguments) => Infrastructure.Cli.Start(sandbox.Root,
        ["msbuild", "-nologo", "fleet.proj", $"-t:{target}", "-v:m", "-tl:off", .. arguments]);

    public CliResult Run(string target, params string[] arguments) =>
        sandbox.MSBuild(["fleet.proj", $"-t:{target}", "-v:m", "-tl:off", .. arguments]);

    public void Dispose()
    {
        Machines.Dispose();
        sandbox.Dispose();
    }
}
