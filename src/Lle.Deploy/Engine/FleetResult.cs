using Lle.Deploy.Fleets;
using Lle.Deploy.Reporting;

namespace Lle.Deploy;

/// <summary>How an operation on many machines ended.</summary>
public sealed class FleetResult
{
    private readonly FleetRecord record;

    internal FleetResult(FleetRecord record, string folder, bool succeeded)
    {
        (this.record, Folder, Succeeded) = (record, folder, succeeded);
        Hosts = [.. record.Hosts.Select(host => new FleetHostResult(host, host.Record is null ? null : FleetFiles.ResultOf(folder, host)))];
    }

    /// <summary>Every host that was to be is as asked. Where one is not, an error has been told.</summary>
    public bool Succeeded { get; }

    /// <summary>The name by which it can be resumed or rolled back.</summary>
    public string Run => record.Run;

    /// <summary>Where its files are.</summary>
    public string Folder { get; }

    /// <summary>One page over all hosts; null: there is none.</summary>
    public string? ReportPath => Folder.Length == 0 ? null : FleetFiles.ReportOf(Folder, record);

    /// <summary>What is to be shown on the page of the CI job that runs this, if any.</summary>
    /// <param name="environment">The variables the CI system sets.</param>
    public CiOutput ForContinuousIntegration(IReadOnlyDictionary<string, string> environment) => FleetSummary.Render(environment, record);

    /// <summary>It has stopped after the first batch, for a person to look.</summary>
    public bool Paused => record.Paused;

    /// <summary>In the order of the batches.</summary>
    public IReadOnlyList<FleetHostResult> Hosts { get; }

    /// <summary>As text for people.</summary>
    public IReadOnlyList<string> Summary => [.. FleetText.Lines(record)];

    /// <summary>All of it.</summary>
    public string ToJson() => FleetJson.Of(record);

    internal static FleetResult Written(FleetRecord record, string folder, bool succeeded)
    {
        FleetFiles.Write(record, folder);
        return new FleetResult(record, folder, succeeded);
    }
}
