using System.Text.Json;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Layout;
using Lle.Deploy.Posix;
using Lle.Deploy.Text;

namespace Lle.Deploy.Services;

/// <summary>One service as it was before an operation changed anything.</summary>
internal sealed record ServiceBefore(Service Service, ServiceState State);

/// <summary>What an operation notes in its journal before its first change: enough to bring the services back.</summary>
/// <param name="Checks">Those that what was there before was asked.</param>
/// <param name="Failing">Names of those that failed before anything was changed.</param>
internal sealed record ServicesBefore(
    string Place, DeployedFacts Facts, IReadOnlyList<ServiceBefore> Services, IReadOnlyList<HealthCheck> Checks,
    IReadOnlyList<string> Failing)
{
    public bool IsElsewhere(TargetLayout layout) => Place != layout.Prefix;

    public string ToText() => JsonLine.Write(writer =>
    {
        new InstalledServices([.. Services.Select(each => each.Service)], Checks) { Place = Place }.Write(writer);
        writer.WriteStartArray("states");
        foreach (var each in Services)
        {
            writer.WriteStartObject();
            ServiceJson.Write(writer, each.State);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteTexts("failing", Failing);
        writer.WriteTexts("facts", [Facts.Name, Facts.Version, FileName.ToRecord(Facts.Prefix), Facts.Id]);
    });

    /// <param name="file">The journal, for messages.</param>
    /// <exception cref="DeploymentException">LLE3040: a newer version wrote it.</exception>
    public static ServicesBefore Parse(string text, string file)
    {
        try
        {
            return JsonLine.Read(text, json =>
            {
                var installed = InstalledServices.Of(json);
                var states = json.Elements("states").Select(ServiceJson.State).ToList();
                return states.Count == installed.Services.Count && json.Texts("facts") is [var name, var version, var prefix, var id]
                    ? new ServicesBefore(installed.Place, new DeployedFacts(name, version, FileName.FromRecord(prefix), id),
                        [.. installed.Services.Zip(states, (service, state) => new ServiceBefore(service, state))],
                        installed.Checks, json.Texts("failing"))
                    : throw new FormatException("states");
            });
        }
        catch (JsonException error)
        {
            throw new DeploymentException(DiagnosticCatalog.RecordOfNewerVersion(file, 1), error);
        }
    }
}
