using System.Collections.Concurrent;
using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Nodes;
using Json.Schema;

namespace Lle.Deploy.Tests.Reporting;

/// <summary>A schema that the vendor of a CI service publishes (Schemas/README.md says where each is from).</summary>
internal static class VendorSchema
{
    private static readonly ConcurrentDictionary<string, Lazy<JsonSchema>> Schemas = new();

    /// <summary>What the schema finds in a file; empty: nothing.</summary>
    public static string Problems(string schema, JsonNode file)
    {
        var rules = Schemas.GetOrAdd(schema, name => new Lazy<JsonSchema>(() => Read(name))).Value;
        var verdict = rules.Evaluate(JsonSerializer.SerializeToElement(file), new EvaluationOptions { OutputFormat = OutputFormat.List });
        return verdict.IsValid ? "" : string.Join('\n', (verdict.Details ?? [])
            .Where(each => each.Errors is { Count: > 0 })
            .SelectMany(each => each.Errors!.Select(error => $"{each.InstanceLocation}: {error.Value}"))
            .DefaultIfEmpty("invalid"));
    }

    private static JsonSchema Read(string name)
    {
        using var file = File.OpenRead(Path.Combine(Repository.Root, "tests/Lle.Deploy.Tests/Reporting/Schemas", $"{name}.json.gz"));
        using var text = new StreamReader(new GZipStream(file, CompressionMode.Decompress));
        return JsonSchema.FromText(text.ReadToEnd());
    }
}
