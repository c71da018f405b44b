using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Lle.Deploy.Deployments;
using Lle.Deploy.Diagnostics;

namespace Lle.Deploy.Reporting;

/// <summary>
/// The record as JSON, for machines: deployment_result_ID.json. The shape is published in docs/deployment-result.schema.json, and a test
/// holds the two together.
/// </summary>
internal static class ResultJson
{
    public static string Serialize(DeploymentRecord record) => Encoding.UTF8.GetString(SerializeToUtf8(record));

    /// <summary>Calls the generated writer itself: looking at the types first, as the serializer does, costs a fresh process 50 ms more.</summary>
    public static byte[] SerializeToUtf8(DeploymentRecord record)
    {
        var json = new ArrayBufferWriter<byte>(32 * 1024);
        using (var writer = new Utf8JsonWriter(json, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            RecordWriting.Default.DeploymentRecord.SerializeHandler!(writer, record);
        }

        json.Write("\n"u8);
        return json.WrittenSpan.ToArray();
    }

    /// <param name="json">The file's text.</param>
    /// <param name="path">The file's name, for the message.</param>
    public static DeploymentRecord Deserialize(string json, string path)
    {
        try
        {
            return JsonSerializer.Deserialize(json, RecordJson.Default.DeploymentRecord)
                ?? throw new DeploymentException(DiagnosticCatalog.ResultUnreadable(path, 1, "it holds null"));
        }
        catch (JsonException problem)
        {
            var line = (int)Math.Min(problem.LineNumber ?? 0, int.MaxValue - 1) + 1;
            throw new DeploymentException(DiagnosticCatalog.ResultUnreadable(path, line, $"{problem.Path ?? "$"} is not as expected"), problem);
        }
        catch (FormatException problem)
        {
            throw new DeploymentException(DiagnosticCatalog.ResultUnreadable(path, 0, problem.Message), problem);
        }
    }
}

/// <summary>Reads.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(DeploymentRecord))]
internal sealed partial class RecordJson : JsonSerializerContext;

/// <summary>Writes.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Serialization)]
[JsonSerializable(typeof(DeploymentRecord))]
internal sealed partial class RecordWriting : JsonSerializerContext;
