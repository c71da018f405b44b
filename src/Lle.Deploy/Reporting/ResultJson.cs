using System.Text;
using System.Text.Json;
using Lle.Deploy.Deployments;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Reporting.Json;

namespace Lle.Deploy.Reporting;

/// <summary>What a later operation reads of an earlier result.</summary>
/// <param name="AuditHead">Hash of the audit log's last line at its end; null: none was noted.</param>
internal sealed record PastResult(string DeploymentId, long Sequence, DeploymentStatus Status, string? AuditHead);

/// <summary>
/// The record as JSON, for machines: deployment_result_ID.json. The shape is published in docs/deployment-result.schema.json, and a test
/// holds the two together.
/// </summary>
internal static class ResultJson
{
    public static string Serialize(DeploymentRecord record) => Encoding.UTF8.GetString(SerializeToUtf8(record));

    public static byte[] SerializeToUtf8(DeploymentRecord record) => ResultWriter.Write(record);

    /// <param name="json">The file's text.</param>
    /// <param name="path">The file's name, for the message.</param>
    /// <exception cref="DeploymentException">It is no result, or a damaged one.</exception>
    public static PastResult Read(string json, string path)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var result = document.RootElement;
            if (result.ValueKind != JsonValueKind.Object)
            {
                throw Unreadable(path, 1, $"it holds {result.ValueKind}".ToLowerInvariant());
            }

            return new PastResult(
                Field("DeploymentId", result, each => each.GetString()) ?? "",
                Field("Sequence", result, each => each.GetInt64()),
                Field("Status", result, each => StatusNames.Parse(each.GetString() ?? "")),
                Field("AuditHead", result, each => each.GetString()));
        }
        catch (JsonException problem)
        {
            throw Unreadable(path, (int)Math.Min(problem.LineNumber ?? 0, int.MaxValue - 1) + 1, "it is not JSON");
        }

        T? Field<T>(string name, JsonElement result, Func<JsonElement, T> read)
        {
            try
            {
                return result.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? read(value) : default;
            }
            catch (FormatException problem)
            {
                throw Unreadable(path, LineOf(name), problem.Message);
            }
            catch (InvalidOperationException)
            {
                throw Unreadable(path, LineOf(name), $"{name} is not as expected");
            }
        }

        int LineOf(string name) => json.AsSpan(0, Math.Max(0, json.IndexOf($"\"{name}\"", StringComparison.Ordinal))).Count('\n') + 1;
    }

    private static DeploymentException Unreadable(string path, int line, string why) =>
        new(DiagnosticCatalog.ResultUnreadable(path, line, why));
}
