using Lle.Deploy.Logging;

namespace Lle.Deploy.Fleets;

/// <summary>What a call leaves in the folder of its run: the result of all, and each host's own.</summary>
internal static class FleetFiles
{
    public static string ResultOf(string folder, HostAnswer host) => Path.Combine(folder, "hosts", $"{host.Host}.json");

    public static string ReportOf(string folder, FleetRecord record) =>
        Path.Combine(folder, $"{FleetOperations.Name(record.Operation)}.html");

    public static void Write(FleetRecord record, string folder)
    {
        Directory.CreateDirectory(Path.Combine(folder, "hosts"));
        foreach (var host in record.Hosts.Where(host => host.Record is not null))
        {
            LogFile.Write(ResultOf(folder, host), host.Record!);
        }

        LogFile.Write(Path.Combine(folder, $"{FleetOperations.Name(record.Operation)}.json"), FleetJson.Of(record));
        LogFile.Write(ReportOf(folder, record), FleetReport.Render(record));
    }
}
