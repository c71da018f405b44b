using System.Text;
using System.Text.Json;
using Lle.Deploy.Text;

namespace Lle.Deploy.Fleets;

/// <summary>The result of a roll-out for programs.</summary>
internal static class FleetJson
{
    public static string Of(FleetRecord record) => Encoding.UTF8.GetString(JsonPage.Write(json =>
    {
        json.WriteNumber("Schema", 1);
        json.WriteString("Run", record.Run);
        json.WriteString("Operation", FleetOperations.Name(record.Operation));
        json.WriteString("Started", record.Started);
        json.WriteString("Finished", record.Finished);
        json.WriteBoolean("Paused", record.Paused);
        Write(json, "Hosts", record.Hosts);
        Write(json, "Undone", record.Undone);
    }));

    private static void Write(Utf8JsonWriter json, string name, IReadOnlyList<HostAnswer> hosts)
    {
        json.WriteStartArray(name);
        foreach (var host in hosts)
        {
            json.WriteStartObject();
            json.WriteString("Host", host.Host);
            json.WriteString("Environment", host.Environment);
            json.WriteString("Batch", host.Batch);
            json.WriteString("Status", host.Status);
            json.WriteString("DeploymentId", host.DeploymentId);
            json.WriteString("Version", host.Version);
            json.WriteString("Message", host.Message);
            json.WriteNumber("Seconds", host.Seconds);
            json.WriteNumber("RoundTrips", host.RoundTrips);
            json.WriteNumber("SentBytes", host.SentBytes);
            json.WriteNumber("Reconnects", host.Reconnects);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
