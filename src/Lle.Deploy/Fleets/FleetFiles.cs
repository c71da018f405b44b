using Lle.Deploy.Logging;

namespace Lle.Deploy.Fleets;

/// <summary>What a call leaves in the folder of its run: the result of all, and each host's own.</summary>
internal static class FleetFiles
{
    public static string ResultOf(string folder, HostAnswer host) => Path.Combine(folder, NameOf(host));

    /// <summary>Relative to the folder of the run.</summary>
    public static string NameOf(HostAnswer host) => Path.Combine(host.Environment, "hosts", $"{host.Host}.json");

    /// <summary>The same for people, relative to the folder of the run.</summary>
    public static string PageOf(HostAnswer host) => Path.ChangeExtension(NameOf(host), "html");

    public static string ReportOf(string folder, FleetRecord record) =>
        Path.Combine(folder, $"{FleetOperations.Name(record.Operation)}.html");

    public static void Write(FleetRecord record, string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (var host in record.Hosts.Where(host => host.Record is not null))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(ResultOf(folder, host))!);
            LogFile.Write(ResultOf(folder, host), host.Record!);
            LogFile.Write(Path.Combine(folder, PageOf(host)), HostReport.Render(host));
        }

        LogFile.Write(Path.Combine(folder, $"{FleetOperations.Name(record.Operation)}.json"), FleetJson.Of(record));
        LogFile.Write(ReportOf(folder, record), FleetReport.Render(record));
    }
}
