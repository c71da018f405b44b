using System.Collections;
using Lle.Deploy.Tasks.Logging;
using Lle.Deploy.Tasks.Results;
using Lle.Deploy.Tasks.Runs;
using Microsoft.Build.Framework;

namespace Lle.Deploy.Tasks;

/// <summary>A task that asks many machines for something.</summary>
public abstract class FleetTask : RequestTask
{
    private protected FleetTask()
    {
    }

    /// <summary>The properties of roll-outs, an item each, as in <see cref="RequestTask.Options"/>.</summary>
    public ITaskItem[] FleetOptions { get; set; } = [];

    /// <summary>The <c>LleHost</c> items. Empty: <c>LleInventory</c> names the hosts.</summary>
    public ITaskItem[] Hosts { get; set; } = [];

    /// <summary>The <c>LleEnvironment</c> items. Empty: all hosts are one environment.</summary>
    public ITaskItem[] Environments { get; set; } = [];

    /// <summary>The bundle; empty where the operation needs none.</summary>
    public string Bundle { get; set; } = "";

    /// <summary>This build has made the bundle, so that commands in it may run without a verified signature.</summary>
    public bool IsOwnBundle { get; set; }

    /// <summary>A folder that holds <c>linux-x64/lle</c> and its companions: <c>LleHostPackage</c>. Required in effect: without it error
    /// LLE2319.</summary>
    public string HostPackage { get; set; } = "";

    /// <summary>The folder that holds <c>ansible_collections</c>. Required.</summary>
    [Required]
    public string Collections { get; set; } = "";

    /// <summary>Where a folder for each run is made. Required.</summary>
    [Required]
    public string WorkFolder { get; set; } = "";

    /// <summary>One item a host, with the metadata listed in docs/fleets.md.</summary>
    [Output]
    public ITaskItem[] Result { get; private set; } = [];

    private protected sealed override bool Serve(DiagnosticLog log, CancellationToken cancellation)
    {
        if (FailIfNotIncremental)
        {
            // Only a host could tell, and asking one leaves lle and the bundle there.
            log.Tell(BuildDiagnostics.WouldChange(Operation, HostNames()));
            return false;
        }

        var result = Run(new Fleet(Request(), new TaskListener(log)), cancellation);
        Result = [.. result.Hosts.Select(host => ResultItems.Of(host, result.Run))];
        if (result.Hosts.Count > 0)
        {
            Outcome.Show(result.ForContinuousIntegration(Variables()), log);
            log.SayResult(result.ReportPath is { } report ? [report, .. result.Summary] : result.Summary);
        }

        return result.Succeeded;
    }

    private protected abstract FleetResult Run(Fleet fleet, CancellationToken cancellation);

    private IReadOnlyList<string> HostNames() =>
        Hosts.Length > 0 ? [.. Hosts.Select(host => host.ItemSpec)] : ["hosts of the inventory"];

    private new FleetRequest Request()
    {
        var given = new RunRequest(ProjectFile, [.. Options, .. FleetOptions]);
        var folder = given.ForEngine.BaseDirectory;
        return new FleetRequest
        {
            Options = given.Properties,
            Items = [.. RunRequest.Of("LleHost", Hosts), .. RunRequest.Of("LleEnvironment", Environments)],
            BaseDirectory = folder,
            Bundle = Bundle,
            AllowCommands = IsOwnBundle,
            Programs = HostPackage.Length == 0 ? "" : Path.GetFullPath(HostPackage, folder),
            Collections = Path.GetFullPath(Collections, folder),
            WorkFolder = Path.GetFullPath(WorkFolder, folder),
            Environment = Variables(),
        };
    }

    private static Dictionary<string, string> Variables() => Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
        .ToDictionary(variable => (string)variable.Key, variable => (string)variable.Value!, StringComparer.Ordinal);
}
