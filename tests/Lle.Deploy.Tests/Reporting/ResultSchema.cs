using System.Text.Json;

using Json.Schema;

namespace Lle.Deploy.Tests.Reporting;

/// <summary>docs/deployment-result.schema.json, as anybody's validator reads it.</summary>
internal static class ResultSchema
{
    public static readonly string Path = System.IO.Path.Combine(Repository.Root, "docs/deployment-result.schema.json");

    private static readonly JsonSchema Schema = JsonSchema.FromText(File.ReadAllText(Path));

    /// <summary>What is wrong, one line a place; empty: valid.</summary>
    public static string Problems(string json)
    {
        var verdict = Schema.Evaluate(JsonDocument.Parse(json).RootElement,
            new EvaluationOptions { OutputFormat = OutputFormat.List, RequireFormatValidation = true });
        return verdict.IsValid ? "" : string.Join('\n', (verdict.Details ?? [])
            .Where(each => each.Errors is { Count: > 0 })
            .SelectMany(each => each.Errors!.Select(error => $"{each.InstanceLocation}: {error.Value}"))
            .DefaultIfEmpty("invalid"));
    }

    public static JsonElement Document() => JsonDocument.Parse(File.ReadAllText(Path)).RootElement;
}
