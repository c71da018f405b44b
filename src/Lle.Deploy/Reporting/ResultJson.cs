using System.Text.Json;
using System.Text.Json.Serialization;
using Lle.Deploy.Diagnostics;

namespace Lle.Deploy.Reporting;

/// <summary>
/// The record as JSON, for machines: deployment_result_ID.json. The shape is published in docs/deployment-result.schema.json, and a test
/// holds the two together.
/// </summary>
internal static class ResultJson
{
    public static string Serialize(DeploymentRecord record) => JsonSerializer.Serialize(record, RecordJson.Default.DeploymentRecord) + "\n";

    public static byte[] SerializeToUtf8(DeploymentRecord record) => JsonSerializer.SerializeToUtf8Bytes(record, RecordJson.Default.DeploymentRecord);

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
    }
}

/// <summary>SUCCESS, ROLLED_BACK, ...: the spelling of every output.</summary>
internal sealed class DeploymentStatusConverter() : JsonStringEnumConverter<DeploymentStatus>(JsonNamingPolicy.SnakeCaseUpper, allowIntegerValues: false);

[JsonSourceGenerationOptions(WriteIndented = true, Converters = [typeof(DeploymentStatusConverter)])]
[JsonSerializable(typeof(DeploymentRecord))]
internal sealed partial class RecordJson : JsonSerializerContext;
