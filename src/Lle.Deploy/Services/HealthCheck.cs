namespace Lle.Deploy.Services;

/// <summary>A question that only a service which works can answer. One of the three is set.</summary>
/// <param name="Name">What it is called here.</param>
internal sealed record HealthCheck(string Name)
{
    public static readonly TimeSpan DefaultTimeLimit = TimeSpan.FromSeconds(30);

    /// <summary>http only, on this machine.</summary>
    public Uri? Url { get; init; }

    /// <summary>Status codes that are good, inclusive.</summary>
    public IReadOnlyList<(int First, int Last)> ExpectStatus { get; init; } = [(200, 200)];

    /// <summary>HOST:PORT that must accept a connection.</summary>
    public HostAndPort? Tcp { get; init; }

    /// <summary>A line for /bin/sh that must exit with 0.</summary>
    public string Command { get; init; } = "";

    /// <summary>Until when it must have passed.</summary>
    public TimeSpan TimeLimit { get; init; } = DefaultTimeLimit;

    /// <summary>Most attempts after the first; null: as many as the time allows.</summary>
    public int? Retries { get; init; }

    /// <summary>For people.</summary>
    public string Question => Url?.ToString() ?? Tcp?.ToString() ?? Command;
}

internal sealed record HostAndPort(string Host, int Port)
{
    public override string ToString() => Host.Contains(':', StringComparison.Ordinal) ? $"[{Host}]:{Port}" : $"{Host}:{Port}";

    /// <returns>null: it is none.</returns>
    public static HostAndPort? Parse(string text)
    {
        var colon = text.LastIndexOf(':');
        var host = colon < 1 ? "" : text[..colon].Trim('[', ']');
        return host.Length > 0 && ushort.TryParse(text[(colon + 1)..], System.Globalization.NumberStyles.None,
            System.Globalization.CultureInfo.InvariantCulture, out var port) && port > 0
            && !host.Any(c => char.IsWhiteSpace(c) || char.IsControl(c) || c == '/')
            ? new HostAndPort(host, port) : null;
    }
}
