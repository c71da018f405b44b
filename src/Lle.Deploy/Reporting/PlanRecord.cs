namespace Lle.Deploy.Reporting;

/// <summary>What LleDeploy would change now.</summary>
internal sealed class PlanRecord
{
    public string Version { get; set; } = "";

    public string? InstalledVersion { get; set; }

    public string Integrity { get; set; } = "";

    public string Authenticity { get; set; } = "";

    /// <summary>Each with "create", "replace" or "keep".</summary>
    public List<(string Path, string Action)> Files { get; } = [];

    /// <summary>Unified diff of lle.conf; empty: no change; null: there is none yet.</summary>
    public string? ConfigurationDiff { get; set; }
}
