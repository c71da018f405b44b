using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Tests.Support;

namespace Lle.Deploy.Tests.Services;

/// <summary>The machine's nginx as a payload, deployed as a service that answers HTTP on a port of its own.</summary>
internal sealed class NginxBench : IDisposable
{
    private const UnixFileMode Program = (UnixFileMode)0x1ed;

    // The hand-over that nginx documents: a new master beside the old one, then the old workers go, then the old master.
    private const string HandOver = """
        old=$LLE_SERVICE_PID
        kill -USR2 "$old" || exit 1
        n=0
        while ! { [ -s "$LLE_SERVICE_PIDFILE.oldbin" ] && [ -s "$LLE_SERVICE_PIDFILE" ]; }; do
          n=$((n + 1)); [ "$n" -lt 40 ] || { echo "no new master came up"; exit 1; }; sleep 0.05
        done
        sleep 0.3
        kill -WINCH "$old" && kill -QUIT "$old"
        """;

    private readonly Scratch scratch = new();
    private readonly CancellationToken cancellation;
    private readonly int port = Ports.Free();

    public NginxBench(CancellationToken cancellation)
    {
        this.cancellation = cancellation;
        var nginx = Tools.Require("nginx");
        foreach (var (version, tail) in new[] { ("1.0.0", "one"), ("2.0.0", "two") })
        {
            Directory.CreateDirectory(scratch.At($"payload-{version}"));
            File.Copy(nginx, scratch.At($"payload-{version}/web"));
            File.AppendAllText(scratch.At($"payload-{version}/web"), tail);
            File.SetUnixFileMode(scratch.At($"payload-{version}/web"), Program);
        }

        // It says its version, and that is all it can do.
        scratch.Write("payload-3.0.0/web", "#!/bin/sh\n[ \"$1\" = -v ] || exit 1\necho nginx version >&2\n", Program);
        Directory.CreateDirectory(scratch.At("run"));
        WriteConfiguration("200 ok");
    }

    public List<Diagnostic> Told { get; } = [];

    public IEnumerable<string> Codes => Told.Select(diagnostic => diagnostic.Code);

    public string PidFile => scratch.At("run/web.pid");

    public string At(string name) => scratch.At(name);

    public string Write(string name, string text) => scratch.Write(name, text);

    public string Prefix => scratch.At("prefix");

    /// <summary>What is asked instead of the page.</summary>
    public Dictionary<string, string>? Check { get; set; }

    public string Address => $"127.0.0.1:{port}";

    public string Url => $"http://127.0.0.1:{port}/";

    public int Master => int.Parse(File.ReadAllText(PidFile).Trim(), CultureInfo.InvariantCulture);

    /// <summary>The program that the master runs, by its file.</summary>
    public string Runs => File.ReadAllText($"/proc/{Master}/exe")[^3..];

    /// <param name="daemon">off: something else looks after it.</param>
    public void WriteConfiguration(string answer, string daemon = "on") => scratch.Write("run/web.conf", $$"""
        daemon {{daemon}}; worker_processes 2; pid {{PidFile}}; error_log {{scratch.At("run/error.log")}};
        events { worker_connections 256; }
        http {
          access_log off; client_body_temp_path {{scratch.At("run/b")}}; proxy_temp_path {{scratch.At("run/p")}};
          fastcgi_temp_path {{scratch.At("run/f")}}; uwsgi_temp_path {{scratch.At("run/u")}}; scgi_temp_path {{scratch.At("run/s")}};
          server { listen 127.0.0.1:{{port}}; location / { return {{answer}}; } }
        }

        """);

    /// <summary>Options beside those that every deployment here has.</summary>
    public Dictionary<string, string> Further { get; } = [];

    public PlannedEngine Engine(string version, string onChange = "restart", bool upgrades = false, string status = "200")
    {
        var service = new Dictionary<string, string>
        {
            ["Manager"] = "command",
            ["OnChange"] = onChange,
            ["PidFile"] = PidFile,
            ["StartCommand"] = $"exec \"$LLE_DEPLOYED_PREFIX/bin/web\" -c '{scratch.At("run/web.conf")}'",
            ["ReloadCommand"] = "kill -HUP \"$LLE_SERVICE_PID\"",
        };
        if (upgrades)
        {
            service["UpgradeCommand"] = HandOver;
        }

        return Engine(version, service, status);
    }

    public PlannedEngine Engine(string version, IReadOnlyDictionary<string, string> service, string status = "200")
    {
        Told.Clear();
        return new PlannedEngine(new EngineRequest
        {
            Options = Options(version),
            Items =
            [
                new EngineItem("LleService", "web", service),
                new EngineItem("LleHealthCheck", "answers", Check ?? new Dictionary<string, string>
                {
                    ["Url"] = Url, ["ExpectStatus"] = status, ["TimeoutSeconds"] = "3",
                }),
                new EngineItem("LleProbe", "version", new Dictionary<string, string>
                {
                    ["Arguments"] = "-v", ["ExpectOutput"] = "nginx version",
                }),
            ],
            BaseDirectory = scratch.Folder,
        }, new CollectingListener(Told));
    }

    /// <summary>An engine that was told of no service: what is installed says it.</summary>
    public PlannedEngine Bare()
    {
        Told.Clear();
        return new PlannedEngine(
            new EngineRequest { Options = Options("1.0.0"), BaseDirectory = scratch.Folder }, new CollectingListener(Told));
    }

    /// <summary>An engine for a copy of the whole installation.</summary>
    public PlannedEngine Copy()
    {
        Run.Tool("cp", scratch.Folder, "-a", Prefix, scratch.At("copy"));
        Told.Clear();
        var options = Options("1.0.0");
        options["LleInstallPrefix"] = scratch.At("copy");
        return new PlannedEngine(new EngineRequest { Options = options, BaseDirectory = scratch.Folder }, new CollectingListener(Told));
    }

    public string Status() => string.Join('\n', Bare().Status().Summary);

    /// <summary>Another program under the name of the deployed one, as a package manager would put it there.</summary>
    public void ReplaceProgramByHand()
    {
        File.Copy(scratch.At("payload-1.0.0/web"), Path.Combine(Prefix, "bin/web.new"));
        File.Move(Path.Combine(Prefix, "bin/web.new"), Path.Combine(Prefix, "bin/web"), overwrite: true);
    }

    public void Stop()
    {
        Run.Tool("kill", scratch.Folder, "-TERM", $"{Master}");
        while (File.Exists(PidFile))
        {
            Thread.Sleep(10);
        }
    }

    public OperationResult Deploy(string version, string onChange = "restart", bool upgrades = false, string status = "200") =>
        Engine(version, onChange, upgrades, status).Deploy(cancellation);

    /// <summary>What the plan says of the service, as plan.json has it.</summary>
    public string Planned(string version)
    {
        using var plan = JsonDocument.Parse(Engine(version).Plan(cancellation).ToJson());
        return plan.RootElement.GetProperty("Services").EnumerateArray().Single().GetProperty("Action").GetString()!;
    }

    /// <summary>What the last result says of the service and its check; the report says the same.</summary>
    public (string Before, string Done, string After, string Check) Recorded()
    {
        var last = Directory.GetFiles(Path.Combine(Prefix, "var/log/web"), "deployment_result_*.json").Order(StringComparer.Ordinal).Last();
        using var result = JsonDocument.Parse(File.ReadAllBytes(last));
        var service = result.RootElement.GetProperty("Services").EnumerateArray().Single();
        var check = result.RootElement.GetProperty("HealthChecks").EnumerateArray().Single();
        var report = Path.ChangeExtension(last.Replace("deployment_result_", "deployment_report_", StringComparison.Ordinal), ".html");
        Assert.Contains("What was done to services", File.ReadAllText(report));
        return (service.GetProperty("Before").GetString()!,
            string.Join(' ', service.GetProperty("Actions").EnumerateArray().Select(action => action.GetString())),
            service.GetProperty("After").GetString()!,
            check.GetProperty("Passed").GetBoolean() ? "passed" : check.GetProperty("Problem").GetString()!);
    }

    public void Succeed(OperationResult result) => Assert.IsTrue(result.Succeeded, $"{result.Status}: {string.Join("\n", Told)}");

    /// <summary>Asks without a pause while the work is done.</summary>
    public Answers During(Action work)
    {
        var counts = new int[2];
        using var done = new CancellationTokenSource();
        var askers = Enumerable.Range(0, 3).Select(_ => Task.Run(() =>
        {
            while (!done.IsCancellationRequested)
            {
                Interlocked.Increment(ref counts[Ask() ? 0 : 1]);
                Thread.Sleep(2);
            }
        }, CancellationToken.None)).ToArray();
        try
        {
            work();
        }
        finally
        {
            done.Cancel();
            Task.WaitAll(askers, CancellationToken.None);
        }

        return new Answers(counts[0], counts[1]);
    }

    private bool Ask()
    {
        try
        {
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            socket.Connect(IPAddress.Loopback, port);
            _ = socket.Send("GET / HTTP/1.0\r\n\r\n"u8);
            return socket.Receive(new byte[64]) > 0;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private Dictionary<string, string> Options(string version)
    {
        var options = new Dictionary<string, string>(Further) { ["LleInstallPrefix"] = Prefix };
        foreach (var (name, value) in WebOptions.Of(scratch.At($"payload-{version}"), version, "-v"))
        {
            options[name] = value;
        }

        return options;
    }

    public void Dispose()
    {
        if (File.Exists(PidFile))
        {
            Run.Tool("kill", scratch.Folder, "-TERM", $"{Master}");
        }

        scratch.Dispose();
    }
}

/// <param name="Good">Connections that got an answer.</param>
/// <param name="Lost">Refused or reset ones.</param>
internal sealed record Answers(int Good, int Lost);
