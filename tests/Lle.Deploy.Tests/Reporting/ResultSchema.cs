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

    /// <summary>Holds every result below a folder against the schema that has not been looked at before.</summary>
    public static void Check(string folder, ISet<string> seen)
    {
        if (!Directory.Exists(folder))
        {
            return;
        }

        foreach (var result in Directory.EnumerateFiles(folder, "deployment_result_*.json", SearchOption.AllDirectories).Where(seen.Add))
        {
            Assert.AreEqual("", Problems(File.ReadAllText(result)), result);
        }
    }

    public static JsonElement Document() => JsonDocument.Parse(File.ReadAllText(Path)).RootElement;
}
