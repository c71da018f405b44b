using System.Runtime.InteropServices;

namespace Lle.Deploy.Tasks.Tests.Fleets;

/// <summary>A project with a fleet: hosts of this machine, a program that is a script, and lle for the hosts.</summary>
internal sealed class Fleet : IDisposable
{
    private readonly Sandbox sandbox = new();

    public Fleet(int count)
    {
        Machines = new LightHosts(sandbox.Path("fleet"), count);
        var rid = $"linux-{RuntimeInformation.OSArchitecture.ToString().ToLowerInvariant()}";
        Directory.CreateDirectory(sandbox.Path("host", rid));
        File.Copy(StaticLle.Require(), sandbox.Path("host", rid, "lle"));
        Reset();
    }

    public LightHosts Machines { get; }

    public string Events => Directory.GetFiles(sandbox.Path("obj"), "events.jsonl", SearchOption.AllDirectories)
        .OrderBy(File.GetLastWriteTimeUtc).Last();

    public string Path(params string[] parts) => sandbox.Path(parts);

    /// <summary>Every host as new, and no run remembered.</summary>
    public void Reset()
    {
        foreach (var host in Machines.Hosts)
        {
            foreach (var folder in new[] { "opt", "lib" })
            {
                foreach (var entry in new DirectoryInfo(System.IO.Path.Combine(host.Folder, folder)).EnumerateFileSystemInfos()
                    .Where(entry => !entry.Name.StartsWith("lle-", StringComparison.Ordinal)))
                {
                    Assert.AreEqual(0, Shell.Run("-c", $"chmod -R u+w '{entry.FullName}'; rm -rf '{entry.FullName}'"));
                }
            }
        }

        Program("exit 0");
        Project();
    }

    /// <summary>What the deployed program is to do.</summary>
    public void Program(string script)
    {
        Directory.Delete(sandbox.Payload, recursive: true);
        sandbox.Write("payload/lusush", $"#!/bin/sh\n# {script}\n{script}\n");
        File.SetUnixFileMode(sandbox.Path("payload", "lusush"), (UnixFileMode)0x1ed);
        sandbox.Write("payload/lle.conf.template",
            "[performance]\nmax_startup_time=1000\ncache_hit_rate_target=75\n" +
            "[memory]\npool=yes\n[display]\nx=1\n[security]\nenforce=true\n");
    }

    public void Project(string more = "", Func<LightHost, string>? host = null) => sandbox.Write("fleet.proj", $"""
        <Project Sdk="Lle.Deploy.Tasks/{PackedPackage.Version}">
          <PropertyGroup>
            <LlePayloadDir>payload</LlePayloadDir>
            <LleInstallPrefix>/opt/none</LleInstallPrefix>
            <LleHostPackage>host</LleHostPackage>
            <LleKnownHosts>{Machines.KnownHosts}</LleKnownHosts>
            <LleSshConfig>{Machines.SshConfig}</LleSshConfig>
            <LleMaxStartupTime>60000000</LleMaxStartupTime>
            <LleStartupRuns>1</LleStartupRuns>
            <LleMeasureResponse>false</LleMeasureResponse>
            <LleDefaultProbes>false</LleDefaultProbes>
            <LleReadinessThreshold>0</LleReadinessThreshold>
            <LleReadinessRollbackThreshold>0</LleReadinessRollbackThreshold>
            <LleValidationThreshold>0</LleValidationThreshold>
          </PropertyGroup>
          <ItemGroup>
            {Machines.Items(host)}
          </ItemGroup>
          {more}
        </Project>
        """);

    public CliResult Run(string target, params string[] arguments) =>
        sandbox.MSBuild(["fleet.proj", $"-t:{target}", "-v:m", "-tl:off", .. arguments]);

    public void Dispose()
    {
        Machines.Dispose();
        sandbox.Dispose();
    }
}
