using System.Text.Json;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Layout;
using Lle.Deploy.Posix;
using Lle.Deploy.Text;

namespace Lle.Deploy.Services;

/// <summary>
/// DATA/services: what runs what is deployed, and how it is asked whether it is well. Readable for the deployer only, because it holds
/// commands; they are the commands of the place that it names, so a copy of the installation never touches the services of the original.
/// </summary>
internal sealed record InstalledServices(IReadOnlyList<Service> Services, IReadOnlyList<HealthCheck> Checks)
{
    public static readonly InstalledServices None = new([], []);

    private const int CurrentFormat = 1;

    /// <summary>Where the installation was when this was written.</summary>
    public string Place { get; init; } = "";

    /// <summary>Where the units were put; empty: the configuration directory.</summary>
    public string UnitDir { get; init; } = "";

    /// <summary>It was written for another place: the services that it names are another installation's.</summary>
    public bool IsElsewhere(TargetLayout layout) => Services.Count + Checks.Count > 0 && Place != layout.Prefix;

    public string ToText() => JsonLine.Write(Write) + "\n";

    public void Write(Utf8JsonWriter writer)
    {
        writer.WriteNumber("format", CurrentFormat);
        writer.WriteString("place", FileName.ToRecord(Place));
        writer.WriteUnlessNull("unitDir", UnitDir.Length == 0 ? null : FileName.ToRecord(UnitDir));
        Write(writer, "services", Services, ServiceJson.Write);
        Write(writer, "checks", Checks, ServiceJson.Write);
    }

    /// <summary>As <see cref="Read(TargetLayout, string)"/>; none where they are another place's.</summary>
    public static InstalledServices ReadHere(TargetLayout layout, string name) =>
        Read(layout, name) is var read && read.IsElsewhere(layout) ? None : read;

    public static InstalledServices Read(TargetLayout layout) => Read(layout, Path.GetFileName(layout.Services));

    /// <param name="name">The file in the data directory: its own name, or the one it is staged under.</param>
    /// <exception cref="DeploymentException">It is not to be trusted (LLE3043), damaged, or of a newer version (LLE3040).</exception>
    public static InstalledServices Read(TargetLayout layout, string name)
    {
        using var data = PosixDirectory.TryOpen(layout.DataDir);
        if (data?.Status(name) is null)
        {
            return None;
        }

        using var file = RecordTrust.OpenRead(data, name);
        try
        {
            return JsonLine.Read(file.ReadToEnd(), Of);
        }
        catch (JsonException error)
        {
            throw new DeploymentException(DiagnosticCatalog.RecordOfNewerVersion(layout.Services, 1), error);
        }
    }

    public static InstalledServices Of(JsonElement json) => json.GetProperty("format").GetInt32() != CurrentFormat
        ? throw new FormatException("format")
        : new InstalledServices(
            [.. json.Elements("services").Select(ServiceJson.Service)], [.. json.Elements("checks").Select(ServiceJson.HealthCheck)])
        {
            Place = FileName.FromRecord(json.Text("place")),
            UnitDir = FileName.FromRecord(json.TextOrNull("unitDir") ?? ""),
        };

    private static void Write<T>(Utf8JsonWriter writer, string name, IEnumerable<T> all, Action<Utf8JsonWriter, T> write)
    {
        writer.WriteStartArray(name);
        foreach (var one in all)
        {
            writer.WriteStartObject();
            write(writer, one);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
