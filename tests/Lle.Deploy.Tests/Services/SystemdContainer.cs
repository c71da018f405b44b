using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Lle.Deploy.Tests.Support;

namespace Lle.Deploy.Tests.Services;

/// <summary>
/// This machine's own files under an overlay in memory, with systemd booted as their init: nothing has to be downloaded, and nothing that
/// it does reaches the machine.
/// </summary>
internal sealed class SystemdContainer : IDisposable
{
    private const string Paths = "PATH=/usr/sbin:/usr/bin:/sbin:/bin";

    private readonly string layers = Directory.CreateTempSubdirectory("lle-boot-").FullName;
    private readonly string bench;
    private Process container;
    private int init;

    private SystemdContainer(string bench)
    {
        this.bench = bench;
        try
        {
            Mount("-t", "tmpfs", "none", layers);
            foreach (var name in new[] { "upper", "work", "root" })
            {
                Directory.CreateDirectory(Path.Combine(layers, name));
            }

            Mount("-t", "overlay", "overlay", "-o",
                $"lowerdir=/,upperdir={layers}/upper,workdir={layers}/work", Path.Combine(layers, "root"));
        }
        catch (AssertFailedException refused)
        {
            using (var clean = Process.Start(new ProcessStartInfo("umount", ["-q", "-l", layers]) { RedirectStandardError = true })!)
            {
                // It fails where nothing was mounted.
                clean.WaitForExit();
            }

            Directory.Delete(layers, recursive: true);
            Assert.Inconclusive($"This test boots systemd in a container, and this machine does not let it: {refused.Message}");
        }

        var root = Path.Combine(layers, "root");
        foreach (var wants in Directory.GetDirectories(Path.Combine(root, "etc/systemd/system"), "*.wants"))
        {
            // What this machine starts is not started a second time.
            Directory.Delete(wants, recursive: true);
        }

        File.WriteAllText(Path.Combine(root, "etc/machine-id"), "");
        container = Start();
        init = AwaitBoot();
    }

    /// <summary>Ends everything in it at once, and starts it again: what was written is there, what ran is not.</summary>
    public void CutPower()
    {
        using (var first = Process.GetProcessById(init))
        {
            first.Kill();
        }

        container.WaitForExit();
        container.Dispose();
        container = Start();
        init = AwaitBoot();
    }

    private Process Start()
    {
        var root = Path.Combine(layers, "root");
        var dotnet = Path.GetFullPath("../../..", RuntimeEnvironment.GetRuntimeDirectory());
        var started = Process.Start(new ProcessStartInfo(Tools.Require("systemd-nspawn"),
            [
                "-q", "-D", root, "-b", "--register=no", "--keep-unit", "--private-network", $"--machine=lle-test-{Environment.ProcessId}",
                "--console=pipe", $"--bind={bench}:/srv/bench", $"--bind-ro={dotnet}:/srv/dotnet",
                $"--bind-ro={Host()}:/srv/lle",
            ])
        { RedirectStandardOutput = true, RedirectStandardInput = true })!;
        started.OutputDataReceived += (_, _) => { };
        started.BeginOutputReadLine();
        return started;
    }

    /// <param name="bench">What is found at /srv/bench.</param>
    public static SystemdContainer Boot(string bench)
    {
        foreach (var tool in new[] { "systemd-nspawn", "nsenter", "mount", "umount" })
        {
            Tools.Require(tool);
        }

        if (Environment.UserName != "root")
        {
            Assert.Inconclusive("This test boots systemd in a container, and only root may do that.");
        }

        return new SystemdContainer(bench);
    }

    /// <returns>Exit code and what it printed.</returns>
    public (int Code, string Output) Try(params string[] command)
    {
        using var process = Begin(command);
        var output = process.StandardOutput.ReadToEnd() + process.StandardError.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output);
    }

    public string Do(params string[] command)
    {
        var (code, output) = Try(command);
        Assert.AreEqual(0, code, $"{string.Join(' ', command)}: {output}");
        return output;
    }

    public Process Begin(params string[] command) => Process.Start(new ProcessStartInfo(Tools.Require("nsenter"),
        ["-t", $"{init}", "-a", "env", "-i", Paths, "LANG=C.UTF-8", "HOME=/root", "DOTNET_CLI_TELEMETRY_OPTOUT=1", .. command])
    {
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!;

    public (int Code, string Output) Lle(params string[] arguments) => Try(["/srv/dotnet/dotnet", "/srv/lle/lle.dll", .. arguments]);

    /// <summary>Puts it where LleInstallHost would.</summary>
    public void InstallLle() => Do("sh", "-c", "printf '#!/bin/sh\nexec /srv/dotnet/dotnet /srv/lle/lle.dll \"$@\"\n' > /usr/local/bin/lle;"
        + " chmod 755 /usr/local/bin/lle");

    /// <summary>systemd's word for a property of a unit.</summary>
    public string Property(string unit, string property) => Do("systemctl", "show", unit, "-p", property, "--value").Trim();

    private static string Host() => Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "Lle.Deploy.Host",
        Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory))));

    private static void Mount(params string[] arguments) => Run.Tool("mount", "/", arguments);

    private int AwaitBoot()
    {
        for (var started = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(60); Thread.Sleep(100))
        {
            var children = Children(container.Id).ToList();
            if (children.Concat(children.SelectMany(Children)).FirstOrDefault(IsInit) is var id and > 0 && IsUp(id))
            {
                return id;
            }
        }

        Dispose();
        Assert.Inconclusive(
                "This test boots systemd in a container, and this machine does not let it: it did not come up within a minute.");
        return 0;
    }

    private static bool IsUp(int id)
    {
        using var process = Process.Start(new ProcessStartInfo(Tools.Require("nsenter"),
            ["-t", $"{id}", "-a", "env", "-i", Paths, "systemctl", "is-system-running"])
        { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var word = process.StandardOutput.ReadToEnd().Trim();
        process.WaitForExit();
        return word is "running" or "degraded";
    }

    private static bool IsInit(int id) => id > 0 && TryRead($"/proc/{id}/comm") == "systemd";

    private static IEnumerable<int> Children(int id) => (TryRead($"/proc/{id}/task/{id}/children") ?? "")
        .Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(each => int.Parse(each, CultureInfo.InvariantCulture));

    private static string? TryRead(string path)
    {
        try
        {
            return File.ReadAllText(path).Trim();
        }
        catch (IOException)
        {
            return null;
        }
    }

    public void Dispose()
    {
        // The init first: with it the kernel ends everything in the container.
        foreach (var id in Children(container.Id).SelectMany(Children).Concat(Children(container.Id)).Append(container.Id).ToList())
        {
            if (Directory.Exists($"/proc/{id}"))
            {
                using var process = Process.GetProcessById(id);
                process.Kill();
            }
        }

        container.WaitForExit();
        container.Dispose();
        Run.Tool("umount", "/", "-l", Path.Combine(layers, "root"));
        Run.Tool("umount", "/", "-l", layers);
        Directory.Delete(layers);
    }
}
