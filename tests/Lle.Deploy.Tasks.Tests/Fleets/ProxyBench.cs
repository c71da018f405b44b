using System.Diagnostics;
using System.Net;

namespace Lle.Deploy.Tasks.Tests.Fleets;

/// <summary>haproxy before some machines, with none of its second tries, and clients that ask it without pause.</summary>
internal sealed class ProxyBench : IDisposable
{
    private readonly CancellationTokenSource end = new();
    private readonly Process proxy;
    private readonly Task[] clients;
    private readonly List<string> failures = [];
    private int answered;

    public ProxyBench(string folder, IEnumerable<string> addresses)
    {
        var port = Ports.Free();
        var file = Path.Combine(folder, "haproxy.cfg");
        File.WriteAllText(file, $"""
            defaults
              mode http
              timeout connect 2s
              timeout client 5s
              timeout server 5s
              retries 0
            frontend all
              bind 127.0.0.1:{port}
              default_backend hosts
            backend hosts
              option httpchk GET /
            {string.Join('\n', addresses.Select((address, number) => $"  server n{number} {address}:8080 check inter 200ms"))}

            """);
        proxy = Process.Start(new ProcessStartInfo(Tools.Require("haproxy"), ["-db", "-f", file])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        proxy.OutputDataReceived += (_, _) => { };
        proxy.ErrorDataReceived += (_, _) => { };
        proxy.BeginOutputReadLine();
        proxy.BeginErrorReadLine();
        for (var started = Stopwatch.StartNew(); !Ports.Listens(port); Thread.Sleep(50))
        {
            Assert.IsLessThan(30, started.Elapsed.TotalSeconds, "haproxy does not listen");
        }

        clients = [.. Enumerable.Range(0, 3).Select(_ => Task.Run(() => Ask(new Uri($"http://127.0.0.1:{port}/"))))];
    }

    public int Answered => answered;

    /// <summary>Stops asking.</summary>
    /// <returns>What was answered with anything but 200, or not at all.</returns>
    public IReadOnlyList<string> Failures()
    {
        end.Cancel();
        Task.WaitAll(clients);
        return failures;
    }

    public void Dispose()
    {
        end.Cancel();
        proxy.Kill();
        proxy.WaitForExit();
        proxy.Dispose();
        end.Dispose();
    }

    private async Task Ask(Uri url)
    {
        // A connection a request: each may meet the change.
        using var client = new HttpClient(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.Zero });
        while (!end.IsCancellationRequested)
        {
            try
            {
                using var answer = await client.GetAsync(url);
                if (answer.StatusCode != HttpStatusCode.OK)
                {
                    Note($"{answer.StatusCode}");
                }

                Interlocked.Increment(ref answered);
            }
            catch (Exception error) when (error is HttpRequestException or TaskCanceledException)
            {
                Note(error.Message);
            }
        }
    }

    private void Note(string failure)
    {
        lock (failures)
        {
            failures.Add($"after {answered}: {failure}");
        }
    }
}
