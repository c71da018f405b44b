using System.Text;
using System.Text.Json;

namespace Lle.Deploy.Host.Output;

/// <summary>Results for programs, where the engine has no JSON of its own.</summary>
internal static class ResultsJson
{
    public static string Of(ScoreResult score) => Write(json =>
    {
        json.WriteNumber("Awarded", score.Awarded);
        json.WriteNumber("Maximum", score.Maximum);
        json.WriteNumber("Percent", score.Percent);
        json.WriteNumber("ThresholdPercent", score.ThresholdPercent);
        json.WriteStartArray("Lines");
        foreach (var line in score.Lines)
        {
            json.WriteStartObject();
            json.WriteString("Name", line.Name);
            json.WriteNumber("Awarded", line.Awarded);
            json.WriteNumber("Maximum", line.Maximum);
            json.WriteString("Evidence", line.Evidence);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    public static string OfAll(IEnumerable<(InstallationPlace Place, StatusResult Status)> found) => Write(json =>
    {
        json.WriteStartArray("Installations");
        foreach (var (place, status) in found)
        {
            json.WriteStartObject();
            json.WriteString("Name", place.Name);
            json.WriteString("Prefix", place.Prefix);
            json.WriteBoolean("Installed", status.Installed);
            json.WriteString("Version", status.Version);
            json.WriteStartObject("Options");
            foreach (var (name, value) in place.Options)
            {
                json.WriteString(name, value);
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    public static string Of(BundleResult bundle) => Write(json =>
    {
        json.WriteBoolean("Succeeded", bundle.Succeeded);
        json.WriteString("Path", bundle.Path);
        json.WriteString("Name", bundle.Name);
        json.WriteString("Version", bundle.Version);
        json.WriteString("Sha256", bundle.Sha256);
        json.WriteString("Signature", bundle.Signature);
        WriteList(json, "Files", bundle.Files);
        json.WriteStartObject("Options");
        foreach (var (name, value) in bundle.Options)
        {
            json.WriteString(name, value);
        }

        json.WriteEndObject();
        WriteList(json, "Items", bundle.Items);
        WriteList(json, "Commands", bundle.Commands);
    });

    private static void WriteList(Utf8JsonWriter json, string name, IReadOnlyList<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
        {
            json.WriteStringValue(value);
        }

        json.WriteEndArray();
    }

    public static string Write(Action<Utf8JsonWriter> content)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            json.WriteStartObject();
            content(json);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(bytes.ToArray());
    }
}
