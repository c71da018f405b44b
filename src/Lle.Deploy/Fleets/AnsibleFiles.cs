using System.Text;
using System.Text.Json;
using Lle.Deploy.Logging;
using Lle.Deploy.Posix;
using Lle.Deploy.Text;

namespace Lle.Deploy.Fleets;

/// <summary>One call of ansible-playbook, as files in a folder of its own: an inventory, a playbook with a play a batch, and what each host
/// is asked. What a project says goes into none that Ansible would fill in as a template.</summary>
internal sealed record AnsibleFiles(string Folder)
{
    public string Inventory => Path.Combine(Folder, "inventory.json");

    public string Playbook => Path.Combine(Folder, "playbook.json");

    public string Events => Path.Combine(Folder, "events.jsonl");

    public string Requests => Path.Combine(Folder, "requests");

    public string Failures => Path.Combine(Folder, "failures");

    public void Write(IReadOnlyList<IReadOnlyList<FleetHost>> batches, string operation, Action<Utf8JsonWriter, FleetHost> request)
    {
        if (Directory.Exists(Folder))
        {
            // LleFleetRollout names this call as an earlier one: what that one heard and counted is not of this one.
            Directory.Delete(Folder, recursive: true);
        }

        Directory.CreateDirectory(Requests);
        foreach (var host in batches.SelectMany(batch => batch))
        {
            LogFile.Write(Path.Combine(Requests, host.Name + ".json"), JsonLine.Write(writer => request(writer, host)));
        }

        LogFile.Write(Inventory, JsonLine.Write(writer => WriteInventory(writer, batches.SelectMany(batch => batch))));
        LogFile.Write(Playbook, WritePlays(batches, operation));
    }

    private static void WriteInventory(Utf8JsonWriter writer, IEnumerable<FleetHost> hosts)
    {
        writer.WriteStartObject("all");
        writer.WriteStartObject("hosts");
        foreach (var host in hosts)
        {
            writer.WriteStartObject(host.Name);
            writer.WriteUnlessNull("ansible_host", host.Address);
            if (host.Port is { } port)
            {
                writer.WriteNumber("ansible_port", int.Parse(port, System.Globalization.CultureInfo.InvariantCulture));
            }

            writer.WriteUnlessNull("ansible_user", host.User);
            if (host.Become)
            {
                writer.WriteBoolean("ansible_become", true);
                writer.WriteString("ansible_become_method", "sudo");
                writer.WriteString("ansible_become_flags", "-H -n");
            }

            writer.WriteEndObject();
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static string WritePlays(IReadOnlyList<IReadOnlyList<FleetHost>> batches, string operation)
    {
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes))
        {
            writer.WriteStartArray();
            for (var number = 1; number <= batches.Count; number++)
            {
                writer.WriteStartObject();
                writer.WriteString("name", $"{number}");
                writer.WriteTexts("hosts", batches[number - 1].Select(host => host.Name));
                writer.WriteBoolean("gather_facts", false);
                writer.WriteStartArray("tasks");
                writer.WriteStartObject();
                writer.WriteString("name", operation);
                writer.WriteStartObject("lle.deploy.host");
                writer.WriteString("operation", operation);
                writer.WriteEndObject();
                writer.WriteEndObject();
                writer.WriteEndArray();
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        }

        return Encoding.UTF8.GetString(bytes.ToArray());
    }
}
