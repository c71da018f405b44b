using System.Text.Json;
using Lle.Deploy.Posix;
using Lle.Deploy.Text;

namespace Lle.Deploy.Services;

/// <summary>Services, checks and states as records keep them.</summary>
internal static class ServiceJson
{
    public static void Write(Utf8JsonWriter writer, Service service)
    {
        writer.WriteString("name", service.Name);
        writer.WriteString("manager", $"{service.Manager}");
        writer.WriteString("unit", service.Unit);
        writer.WriteString("onChange", $"{service.OnChange}");
        Unless(writer, "start", service.StartCommand);
        Unless(writer, "stop", service.StopCommand);
        Unless(writer, "reload", service.ReloadCommand);
        Unless(writer, "upgrade", service.UpgradeCommand);
        writer.WriteUnlessNull("pidFile", service.PidFile);
    }

    public static Service Service(JsonElement json) => new(json.Text("name"))
    {
        Manager = Word<ServiceManagerKind>(json, "manager"),
        Unit = json.Text("unit"),
        OnChange = Word<OnChange>(json, "onChange"),
        StartCommand = json.TextOrNull("start") ?? "",
        StopCommand = json.TextOrNull("stop") ?? "",
        ReloadCommand = json.TextOrNull("reload") ?? "",
        UpgradeCommand = json.TextOrNull("upgrade") ?? "",
        PidFile = json.TextOrNull("pidFile"),
    };

    public static void Write(Utf8JsonWriter writer, HealthCheck check)
    {
        writer.WriteString("name", check.Name);
        writer.WriteUnlessNull("url", check.Url?.OriginalString);
        writer.WriteUnlessNull("tcp", check.Tcp?.ToString());
        Unless(writer, "command", check.Command);
        writer.WriteString("status", string.Join(';', check.ExpectStatus.Select(range => $"{range.First}-{range.Last}")));
        writer.WriteNumber("seconds", (long)check.TimeLimit.TotalSeconds);
        if (check.Retries is { } retries)
        {
            writer.WriteNumber("retries", retries);
        }
    }

    public static HealthCheck HealthCheck(JsonElement json) =>
        HealthCheckText.ReadAll([new HealthCheckText(json.Text("name"), name => name switch
        {
            "Url" => json.TextOrNull("url"),
            "Tcp" => json.TextOrNull("tcp"),
            "Command" => json.TextOrNull("command"),
            "ExpectStatus" => json.TextOrNull("url") is null ? null : json.TextOrNull("status"),
            "TimeoutSeconds" => $"{json.LongOrZero("seconds")}",
            _ => json.TryGetProperty("retries", out var retries) ? $"{retries.GetInt32()}" : null,
        } ?? "")])[0];

    public static void Write(Utf8JsonWriter writer, ServiceState state)
    {
        writer.WriteBoolean("exists", state.Exists);
        writer.WriteBoolean("running", state.IsRunning);
        writer.WriteString("word", state.Word);
        writer.WriteNumber("main", state.MainProcess);
        Unless(writer, "enablement", state.Enablement);
        Unless(writer, "source", state.Source);
        writer.WriteTexts("dependents", state.Dependents);
        writer.WriteStartArray("links");
        foreach (var link in state.Links)
        {
            writer.WriteStartArray();
            writer.WriteStringValue(FileName.ToRecord(link.Path));
            writer.WriteStringValue(FileName.ToRecord(link.Target));
            writer.WriteEndArray();
        }

        writer.WriteEndArray();
        writer.WriteStartArray("processes");
        foreach (var process in state.Processes)
        {
            writer.WriteStartArray();
            writer.WriteNumberValue(process.Id);
            writer.WriteNumberValue(process.Started);
            writer.WriteEndArray();
        }

        writer.WriteEndArray();
    }

    public static ServiceState State(JsonElement json) => new()
    {
        Exists = json.GetProperty("exists").GetBoolean(),
        IsRunning = json.GetProperty("running").GetBoolean(),
        Word = json.Text("word"),
        MainProcess = json.GetProperty("main").GetInt32(),
        Enablement = json.TextOrNull("enablement") ?? "",
        Source = json.TextOrNull("source") ?? "",
        Dependents = json.Texts("dependents"),
        Links = [.. json.Elements("links").Select(link => new UnitLink(
            FileName.FromRecord(link[0].GetString() ?? ""), FileName.FromRecord(link[1].GetString() ?? "")))],
        Processes = [.. json.Elements("processes").Select(process => new SeenProcess(process[0].GetInt32(), process[1].GetInt64()))],
    };

    private static void Unless(Utf8JsonWriter writer, string name, string text) =>
        writer.WriteUnlessNull(name, text.Length == 0 ? null : text);

    private static T Word<T>(JsonElement json, string name) where T : struct, Enum =>
        EnumWords.Find<T>(json.Text(name), StringComparison.Ordinal) ?? throw new FormatException(name);
}
