using System.Diagnostics;

namespace Lle.Deploy.Tasks.Tests.Infrastructure;

/// <summary>
/// Machines that this one makes itself: a real sshd a host on a loopback port, each in a mount namespace of its own with its own
/// /var/lib/lle and /opt/fleet, and without .NET. They need root.
/// </summary>
internal sealed class LightHosts : TestMachines
{
    public const string Prefix = "/opt/fleet";

    /// <param name="folder">Theirs.</param>
    /// <param name="prepare">A host each: what a shell does in its view of the machine before its sshd starts; @ is the host's
    /// folder.</param>
    public LightHosts(string folder, IReadOnlyList<string> prepare)
        : base(folder)
    {
        Tools.Require("sshd");
        Tools.Require("unshare");
        // Where sshd keeps apart what it does without rights.
        Directory.CreateDirectory("/run/sshd");
        Directory.CreateDirectory("/var/lib/lle");
        Directory.CreateDirectory(Prefix);
        for (var number = 1; number <= prepare.Count; number++)
        {
            var host = new LightHost($"h{number}", Path.Combine(Folder, $"h{number}"), Ports.Free())
            {
                Prepare = prepare[number - 1],
            };
            Hosts.Add(host);
            Make(host);
            Start(host);
        }
    }

    public List<LightHost> Hosts { get; } = [];

    /// <summary>For a project: one item a host.</summary>
    public string Items(Func<LightHost, string>? more = null) => string.Join('\n', Hosts.Select(host =>
        $"<LleHost Include=\"{host.Name}\" Address=\"127.0.0.1\" Port=\"{host.Port}\" " +
                $"User=\"root\" Prefix=\"{Prefix}\" {more?.Invoke(host)} />"));

    public LightHost this[int number] => Hosts[number - 1];

    public static void Start(LightHost host)
    {
        var script = $"""
            set -e
            mount --bind {host.Folder}/opt {Prefix}
            mount --bind {host.Folder}/lib /var/lib/lle
            [ ! -d /usr/share/dotnet ] || mount --bind {host.Folder}/empty /usr/share/dotnet
            {host.Prepare.Replace("@", host.Folder, StringComparison.Ordinal)}
            exec {Tools.Require("sshd")} -D -f {host.Folder}/sshd_config -E {host.Folder}/sshd.log
            """;
        var start = new ProcessStartInfo(Tools.Require("unshare"), ["-m", "--propagation", "private", "sh", "-c", script])
        {
            RedirectStandardInput = true,
        };
        host.Process = Process.Start(start)!;
        for (var tries = 0; !Ports.Listens(host.Port); tries++)
        {
            Assert.IsLessThan(500, tries, File.Exists($"{host.Folder}/sshd.log") ? File.ReadAllText($"{host.Folder}/sshd.log")
                : "no sshd.log");
            Thread.Sleep(20);
        }
    }

    /// <summary>The machine goes down: its sshd and all that was started through it.</summary>
    public static void Kill(LightHost host)
    {
        foreach (var pid in Descendants(host.Process!.Id).Append(host.Process.Id))
        {
            Signal(pid, "-KILL");
        }

        host.Process.WaitForExit();
    }

    /// <summary>Another key than the one that is known.</summary>
    public static void ChangeHostKey(LightHost host)
    {
        Kill(host);
        Key($"{host.Folder}/hostkey");
        Start(host);
    }

    public static IEnumerable<int> Descendants(int pid)
    {
        var children = Directory.GetDirectories("/proc").Select(Path.GetFileName).Where(name => int.TryParse(name, out _))
            .Select(int.Parse!)
            .Where(each => ParentOf(each) == pid).ToList();
        return children.SelectMany(Descendants).Concat(children);
    }

    /// <returns>Empty: it is gone.</returns>
    public static string NameOf(int pid)
    {
        try
        {
            return File.ReadAllText($"/proc/{pid}/comm").Trim();
        }
        catch (IOException)
        {
            return "";
        }
    }

    public static void Signal(int pid, string signal) => Shell.Run("-c", $"kill {signal} {pid} 2>/dev/null");

    public override void Dispose()
    {
        foreach (var host in Hosts.Where(host => host.Process is { HasExited: false }))
        {
            Kill(host);
        }
    }

    private static int ParentOf(int pid)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{pid}/stat");
            return int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return -1;
        }
    }

    private void Make(LightHost host)
    {
        foreach (var name in new[] { "opt", "lib", "empty" })
        {
            Directory.CreateDirectory(Path.Combine(host.Folder, name));
        }

        Key($"{host.Folder}/hostkey");
        Know($"[127.0.0.1]:{host.Port}", $"{host.Folder}/hostkey.pub");
        File.WriteAllText($"{host.Folder}/sshd_config", $"""
            Port {host.Port}
            ListenAddress 127.0.0.1
            HostKey {host.Folder}/hostkey
            PidFile none
            AuthorizedKeysFile {UserKey}.pub
            StrictModes no
            UsePAM no
            PasswordAuthentication no
            KbdInteractiveAuthentication no
            PermitRootLogin prohibit-password
            MaxStartups 100
            LogLevel ERROR

            """);
    }
}

/// <summary>One of them.</summary>
internal sealed record LightHost(string Name, string Folder, int Port)
{
    public Process? Process { get; set; }

    public string Prepare { get; init; } = "";

    /// <summary>A path below the prefix, as this machine sees it.</summary>
    public string At(string path) => Path.Combine(Folder, "opt", path);

    /// <summary>What the installed program is.</summary>
    public string Program => File.Exists(At("bin/lusush")) ? File.ReadAllText(At("bin/lusush")) : "";

    /// <summary>How often a deployment was begun.</summary>
    public int Deployments => File.Exists(At("var/log/lusush/deployment_audit.log"))
        ? File.ReadLines(At("var/log/lusush/deployment_audit.log"))
            .Count(line => line.Contains("Deployment initiated", StringComparison.Ordinal)) : 0;
}
