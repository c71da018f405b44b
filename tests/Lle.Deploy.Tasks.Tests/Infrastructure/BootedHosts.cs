using System.Diagnostics;
using System.Globalization;

namespace Lle.Deploy.Tasks.Tests.Infrastructure;

/// <summary>
/// Machines that this one makes itself: systemd booted from one tree of Debian's packages, each with memory over it, a network and an
/// address of its own, sshd as it is delivered, and a user "deploy" who may become root without a password. They need root.
/// </summary>
internal sealed class BootedHosts : TestMachines
{
    public const string Prefix = "/opt/fleet";

    private static readonly Lazy<string> Tree = new(MakeTree);

    /// <summary>The names of links and networks of this process.</summary>
    private static readonly int Network = Environment.ProcessId % 200;

    public BootedHosts(string folder, int count)
        : base(folder)
    {
        foreach (var tool in new[] { "systemd-nspawn", "nsenter", "mount", "umount", "ip" })
        {
            Tools.Require(tool);
        }

        for (var number = 1; number <= count; number++)
        {
            var host = new BootedHost($"n{number}", Path.Combine(Folder, $"n{number}"), $"10.{Network + 20}.{number}");
            Hosts.Add(host);
            Make(host);
        }

        // They come up side by side.
        Hosts.ForEach(Start);
        Hosts.ForEach(Await);
    }

    public List<BootedHost> Hosts { get; } = [];

    public BootedHost this[int number] => Hosts[number - 1];

    /// <summary>For a project: one item a host.</summary>
    public string Items(string user = "root", string more = "") => string.Join('\n', Hosts.Select(host =>
        $"<LleHost Include=\"{host.Name}\" Address=\"{host.Address}\" User=\"{user}\" Prefix=\"{Prefix}\" {more} />"));

    /// <summary>The plug is pulled: what was not on its disk is lost, and what runs ends at once.</summary>
    public static void PullPlug(BootedHost host)
    {
        foreach (var pid in LightHosts.Descendants(host.Container!.Id).Reverse().Prepend(host.Init).Append(host.Container.Id).Distinct())
        {
            LightHosts.Signal(pid, "-KILL");
        }

        host.Container.WaitForExit();
    }

    public static void Start(BootedHost host)
    {
        host.Container = Process.Start(new ProcessStartInfo(Tools.Require("systemd-nspawn"),
            [
                "-q", "-D", host.Root, "-b", "--register=no", "--keep-unit", "--network-veth", $"--machine={host.Machine}",
                "--console=pipe",
            ])
        { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true })!;
        host.Container.OutputDataReceived += (_, _) => { };
        host.Container.ErrorDataReceived += (_, _) => { };
        host.Container.BeginOutputReadLine();
        host.Container.BeginErrorReadLine();
    }

    /// <summary>Until systemd says that it is up; then it gets its address.</summary>
    public static void Await(BootedHost host)
    {
        for (var started = Stopwatch.StartNew(); ; Thread.Sleep(100))
        {
            Assert.IsFalse(host.Container!.HasExited || started.Elapsed > TimeSpan.FromSeconds(120), $"{host.Name} did not come up");
            host.Init = LightHosts.Descendants(host.Container.Id).FirstOrDefault(IsInit);
            if (host.Init > 0 && host.Try("systemctl", "is-system-running").Output.Trim() is "running" or "degraded")
            {
                break;
            }
        }

        Assert.AreEqual(0, Shell.Run("-c", $"""
            set -e
            ip addr replace {host.Network}.1/30 dev ve-{host.Machine}
            ip link set ve-{host.Machine} up
            nsenter -t {host.Init} -n ip addr replace {host.Address}/30 dev host0
            nsenter -t {host.Init} -n ip link set host0 up
            """));
    }

    public override void Dispose()
    {
        foreach (var host in Hosts)
        {
            if (host.Container is { HasExited: false })
            {
                PullPlug(host);
            }

            Shell.Run("-c", $"umount -l '{host.Root}'; umount -l '{host.Folder}'; rmdir '{host.Folder}'");
        }
    }

    private void Make(BootedHost host)
    {
        Directory.CreateDirectory(host.Folder);
        Assert.AreEqual(0, Shell.Run("-c", $"""
            set -e
            mount -t tmpfs none '{host.Folder}'
            mkdir '{host.Folder}/upper' '{host.Folder}/work' '{host.Root}'
            mount -t overlay overlay -o 'lowerdir={Tree.Value},upperdir={host.Folder}/upper,workdir={host.Folder}/work' '{host.Root}'
            : > '{host.Root}/etc/machine-id'
            echo {host.Name} > '{host.Root}/etc/hostname'
            for home in root home/deploy; do
              mkdir -p -m 700 "{host.Root}/$home/.ssh"
              cp '{UserKey}.pub' "{host.Root}/$home/.ssh/authorized_keys"
            done
            chown -R 1000:1000 '{host.Root}/home/deploy/.ssh'
            rm -f '{host.Root}'/etc/ssh/ssh_host_*
            """));
        Key($"{host.Root}/etc/ssh/ssh_host_ed25519_key");
        Know(host.Address, $"{host.Root}/etc/ssh/ssh_host_ed25519_key.pub");
    }

    /// <summary>Made once for all runs on this machine; CI throws it away with its clone.</summary>
    private static string MakeTree()
    {
        Tools.Require("mmdebstrap");
        var folder = Path.Combine(Repository.Root, "artifacts", "host-tree");
        Directory.CreateDirectory(folder);
        using var turn = ToolInstallation.Turn(Path.Combine(folder, ".lock"));
        var tree = Path.Combine(folder, "bookworm-1");
        if (!Directory.Exists(tree))
        {
            // nginx itself is not started there: what is deployed uses its libraries.
            Assert.AreEqual(0, Shell.Run("-c", $"""
                rm -rf '{tree}.new'
                mmdebstrap --quiet --variant=essential --include=systemd,systemd-sysv,dbus,openssh-server,iproute2,sudo,nginx-light \
                  --customize-hook='chroot "$1" useradd -m -s /bin/bash -u 1000 deploy' \
                  --customize-hook='echo "deploy ALL=(ALL) NOPASSWD: ALL" > "$1/etc/sudoers.d/deploy"' \
                  --customize-hook='chmod 440 "$1/etc/sudoers.d/deploy"' \
                  --customize-hook='chroot "$1" systemctl disable nginx' bookworm '{tree}.new' && mv '{tree}.new' '{tree}'
                """));
        }

        return tree;
    }

    private static bool IsInit(int pid)
    {
        try
        {
            return File.ReadAllText($"/proc/{pid}/comm").Trim() == "systemd"
                && File.ReadLines($"/proc/{pid}/status").Any(line => line.StartsWith("NSpid:", StringComparison.Ordinal)
                    && line.EndsWith("\t1", StringComparison.Ordinal));
        }
        catch (IOException)
        {
            return false;
        }
    }
}

/// <summary>One of them.</summary>
/// <param name="Network">The first three numbers of its address.</param>
internal sealed record BootedHost(string Name, string Folder, string Network)
{
    public string Root => Path.Combine(Folder, "root");

    public string Address => $"{Network}.2";

    public string Machine { get; } = string.Create(CultureInfo.InvariantCulture, $"l{Environment.ProcessId % 100000}{Name}");

    public Process? Container { get; set; }

    public int Init { get; set; }

    /// <summary>A path below the prefix, as this machine sees it.</summary>
    public string At(string path) => Path.Combine(Root, BootedHosts.Prefix[1..], path);

    public (int Code, string Output) Try(params string[] command)
    {
        using var process = Process.Start(new ProcessStartInfo(Tools.Require("nsenter"),
            ["-t", $"{Init}", "-a", "env", "-i", "PATH=/usr/sbin:/usr/bin:/sbin:/bin", "HOME=/root", .. command])
        { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var output = process.StandardOutput.ReadToEnd() + process.StandardError.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output);
    }
}
