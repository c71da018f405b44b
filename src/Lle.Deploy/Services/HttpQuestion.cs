using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Lle.Deploy.Text;

namespace Lle.Deploy.Services;

/// <summary>
/// One request to a service of this machine, by the socket alone: an HTTP client with TLS, proxies and cookies would be the largest part of
/// a program that has to run without .NET. Names are those of /etc/hosts: a check asks this machine, and no name server.
/// </summary>
internal static class HttpQuestion
{
    private const int MostOfAnswer = 512;
    private const string Hosts = "/etc/hosts";

    /// <returns>null: the connection was accepted; else why not.</returns>
    public static string? Connect(HostAndPort target, TimeSpan limit) =>
        With(target, limit, static _ => null);

    /// <returns>null: it answered with one of the status codes; else what it did.</returns>
    public static string? Get(Uri url, IReadOnlyList<(int First, int Last)> expected, TimeSpan limit) =>
        With(new HostAndPort(url.Host.Trim('[', ']'), url.Port), limit, socket => Judge(StatusLine(socket, url), expected));

    private static string? With(HostAndPort target, TimeSpan limit, Func<Socket, string?> ask)
    {
        var addresses = Addresses(target.Host);
        if (addresses.Count == 0)
        {
            return $"'{target.Host}' is neither an address nor a name of {Hosts}";
        }

        var problem = "";
        foreach (var address in addresses)
        {
            try
            {
                using var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
                var milliseconds = Math.Max(1, (int)limit.TotalMilliseconds);
                (socket.SendTimeout, socket.ReceiveTimeout) = (milliseconds, milliseconds);
                using var late = new CancellationTokenSource(limit);
                using var close = late.Token.UnsafeRegister(static open => ((Socket)open!).Dispose(), socket);
                socket.Connect(new IPEndPoint(address, target.Port));
                return ask(socket);
            }
            catch (SocketException error)
            {
                problem = error.SocketErrorCode switch
                {
                    SocketError.ConnectionRefused => $"{address}:{target.Port} refused the connection",
                    SocketError.TimedOut or SocketError.WouldBlock => $"no answer from {address}:{target.Port}",
                    _ => $"{address}:{target.Port}: {error.SocketErrorCode}",
                };
            }
            catch (ObjectDisposedException)
            {
                problem = $"no answer from {address}:{target.Port} within {limit.TotalSeconds:0.#} s";
            }
        }

        return problem;
    }

    private static string StatusLine(Socket socket, Uri url)
    {
        var request = $"GET {url.PathAndQuery} HTTP/1.1\r\nHost: {url.Authority}\r\nUser-Agent: lle-health-check\r\n" +
            "Accept: */*\r\nConnection: close\r\n\r\n";
        _ = socket.Send(Encoding.ASCII.GetBytes(request));
        var answer = new byte[MostOfAnswer];
        var length = 0;
        while (length < answer.Length && Array.IndexOf(answer, (byte)'\n', 0, length) < 0)
        {
            var count = socket.Receive(answer, length, answer.Length - length, SocketFlags.None);
            if (count == 0)
            {
                break;
            }

            length += count;
        }

        return Encoding.ASCII.GetString(answer, 0, length).Split('\n')[0].Trim();
    }

    private static string? Judge(string line, IReadOnlyList<(int First, int Last)> expected)
    {
        if (line.Length == 0)
        {
            return "the connection was closed without an answer";
        }

        if (line.Split(' ') is not [['H', 'T', 'T', 'P', '/', ..], var code, ..]
            || !int.TryParse(code, NumberStyles.None, CultureInfo.InvariantCulture, out var status))
        {
            return $"it did not answer as HTTP does: {OneLine.Escape(line)}";
        }

        return expected.Any(range => status >= range.First && status <= range.Last) ? null
            : $"it answered {OneLine.Escape(line)}, expected {string.Join(", ", expected.Select(Shown))}";
    }

    private static string Shown((int First, int Last) range) =>
        range.First == range.Last ? $"{range.First}" : $"{range.First}-{range.Last}";

    private static List<IPAddress> Addresses(string host) =>
        IPAddress.TryParse(host, out var address) ? [address]
        : host.Equals("localhost", StringComparison.OrdinalIgnoreCase) ? [IPAddress.Loopback, IPAddress.IPv6Loopback]
        : [.. Named(host)];

    private static IEnumerable<IPAddress> Named(string host)
    {
        foreach (var line in File.Exists(Hosts) ? File.ReadLines(Hosts) : [])
        {
            var words = line.Split('#')[0].Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
            if (words.Skip(1).Contains(host, StringComparer.OrdinalIgnoreCase) && IPAddress.TryParse(words[0], out var address))
            {
                yield return address;
            }
        }
    }
}
