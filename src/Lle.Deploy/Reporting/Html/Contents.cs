using Lle.Deploy.Deployments;

namespace Lle.Deploy.Reporting.Html;

/// <summary>The sections of a report, in order: those with something to show get a place and an entry in the contents list, the others one
/// line together.</summary>
internal static class Contents
{
    private static readonly IReadOnlyList<Entry> All =
    [
        new("diagnostics", record => record.Diagnostics.Count > 0, DiagnosticsSection.Write, DiagnosticsSection.Heading),
        new("phases", record => record.Phases.Count > 0, PhasesSection.Write, _ => "Phases"),
        new("measurements", MeasurementsSection.HasAny, MeasurementsSection.Write, _ => "Measurements"),
        new("history", HistorySection.HasAny, HistorySection.Write, _ => "History"),
        new("readiness", record => record.Readiness is not null, ScoresSection.WriteReadiness, _ => "Readiness"),
        new("validation", record => record.Validation is not null, ScoresSection.WriteValidation, _ => "Post-deployment validation"),
        new("probes", record => record.Probes.Count > 0, ProbesSection.Write, ProbesSection.Heading),
        new("services", ServicesSection.HasAny, ServicesSection.Write, _ => "Services"),
        new("configuration", record => !string.IsNullOrEmpty(record.ConfigurationDiff), TargetSection.WriteConfiguration,
        _ => "Configuration changes"),
        new("files", record => record.Files.Count > 0, TargetSection.WriteFiles, _ => "Files"),
        new("permissions", record => record.Permissions.Count > 0, TargetSection.WritePermissions, _ => "Permissions"),
        new("back", record => record.Backup is not null || record.Undo is not null, BackupSection.Write, _ => "Backup and rollback"),
        new("explanations", record => record.Diagnostics.Count > 0, ExplanationsSection.Write, _ => "Codes explained"),
        new("log", record => record.LogExcerpt.Count > 0, LogSection.Write, _ => "Log"),
    ];

    public static void WriteList(HtmlBuilder page, DeploymentRecord record) => page.Element("nav", () => page.Element("ul", () =>
    {
        foreach (var entry in All.Where(entry => entry.HasAny(record)))
        {
            page.Element("li", () => page.Element("a", entry.Heading(record), ("href", $"#{entry.Id}")));
        }
    }), ("aria-label", "Contents"));

    public static void WriteSections(HtmlBuilder page, DeploymentRecord record)
    {
        foreach (var entry in All.Where(entry => entry.HasAny(record)))
        {
            entry.Write(page, record);
        }

        var empty = All.Where(entry => !entry.HasAny(record) && entry.Id is not ("diagnostics" or "explanations" or "services"))
            .Select(entry => entry.Heading(record)).ToList();
        if (empty.Count > 0)
        {
            page.Element("p", $"Nothing to show for: {string.Join(", ", empty)}.", ("class", "quiet"));
        }
    }

    private sealed record Entry(string Id, Func<DeploymentRecord, bool> HasAny, Action<HtmlBuilder, DeploymentRecord> Write,
        Func<DeploymentRecord, string> Heading);
}
