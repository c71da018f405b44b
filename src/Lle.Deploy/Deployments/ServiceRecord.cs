namespace Lle.Deploy.Deployments;

/// <summary>A service that an operation had to do with.</summary>
internal sealed class ServiceRecord
{
    public string Name { get; set; } = "";

    /// <summary>systemd, runit or command.</summary>
    public string Manager { get; set; } = "";

    public string Unit { get; set; } = "";

    /// <summary>Its manager's word for it before the first change.</summary>
    public string Before { get; set; } = "";

    /// <summary>What was done to it, in order: start, stop, restart, reload, upgrade, enable.</summary>
    public List<string> Actions { get; set; } = [];

    /// <summary>Its manager's word for it at the end; null: it could not be looked at.</summary>
    public string? After { get; set; }
}

/// <summary>A health check, as it was answered last.</summary>
internal sealed class HealthRecord
{
    public string Name { get; set; } = "";

    /// <summary>The URL, HOST:PORT or command.</summary>
    public string Question { get; set; } = "";

    public bool Passed { get; set; }

    /// <summary>What the last attempt met; null: it passed.</summary>
    public string? Problem { get; set; }

    public int Attempts { get; set; }

    public double DurationMilliseconds { get; set; }
}
