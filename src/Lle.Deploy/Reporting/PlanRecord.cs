using Lle.Deploy.Deployments;

namespace Lle.Deploy.Reporting;

/// <summary>What an operation would change now, path by path.</summary>
internal sealed class PlanRecord
{
    public OperationKind Operation { get; set; } = OperationKind.Deploy;

    public string Version { get; set; } = "";

    public string? InstalledVersion { get; set; }

    public string Integrity { get; set; } = "";

    public string Authenticity { get; set; } = "";

    /// <summary>In the order the operation makes them; one entry a path.</summary>
    public List<PlanEntry> Files { get; } = [];

    /// <summary>The paths that do not stay as they are; without directories that lead to others of them.</summary>
    public IEnumerable<string> Changed
    {
        get
        {
            var changed = Files.Where(file => file.Action != PlanAction.Keep).Select(file => file.Path).ToList();
            var leading = changed.Select(path => Path.GetDirectoryName(path)!).ToHashSet(StringComparer.Ordinal);
            return changed.Where(path => !leading.Contains(path));
        }
    }

    /// <summary>Every path and every service stays as it is.</summary>
    public bool ChangesNothing => Files.TrueForAll(file => file.Action == PlanAction.Keep)
        && Services.TrueForAll(service => service.Action is null);

    /// <summary>What would be done to services.</summary>
    public List<PlannedService> Services { get; } = [];

    /// <summary>What people should know.</summary>
    public List<string> Notes { get; set; } = [];

    /// <summary>A backup of what is installed is taken first.</summary>
    public bool TakesBackup { get; set; }

    /// <summary>Of everything the plan looked at; where it is still the same, so is the plan. Empty: nothing could be planned.</summary>
    public string Hash { get; set; } = "";

    /// <summary>Unified diff of lle.conf; empty: no change; null: there is none yet.</summary>
    public string? ConfigurationDiff { get; set; }
}

internal enum PlanAction
{
    Create,
    Replace,
    Keep,
    Remove,
}

/// <summary>What would be done to a service.</summary>
/// <param name="Manager">systemd, runit or command.</param>
/// <param name="State">Its manager's word for it now.</param>
/// <param name="Action">start, stop, restart, reload or upgrade; null: nothing.</param>
internal sealed record PlannedService(string Name, string Manager, string State, string? Action);

/// <summary>What would happen to one path.</summary>
/// <param name="Reason">Of a replacement: content, mode, owner, attributes, type, several of them separated by commas; else empty.</param>
internal sealed record PlanEntry(string Path, PlanAction Action, string Reason);
