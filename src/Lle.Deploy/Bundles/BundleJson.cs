using System.Text.Json;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Options;
using Lle.Deploy.Payload;
using Lle.Deploy.Text;

namespace Lle.Deploy.Bundles;

/// <summary>Writes deployment.json, and reads one that anybody may have written.</summary>
internal static class BundleJson
{
    /// <summary>A description is a page or two.</summary>
    public const int MaximumBytes = 1 << 20;

    private const int MaximumEntries = 10_000;
    private const string LinksName = "Links";

    public static byte[] Write(BundleDescription description) => JsonPage.Write(json =>
    {
        json.WriteNumber("Schema", BundleDescription.CurrentSchema);
        json.WriteString("Name", description.Name);
        json.WriteString("Version", description.Version);
        json.WriteStartObject("Options");
        foreach (var (name, value) in description.Options.OrderBy(o => o.Key, StringComparer.Ordinal))
        {
            json.WriteString(name, value);
        }

        json.WriteEndObject();
        json.WriteStartObject("Items");
        foreach (var (type, items) in description.Items.OrderBy(i => i.Key, StringComparer.Ordinal))
        {
            WriteItems(json, type, items);
        }

        json.WriteEndObject();
        WriteLinks(json, description.Links);
    });

    /// <param name="path">The bundle, for messages.</param>
    /// <exception cref="DeploymentException">Everything that is wrong with it.</exception>
    public static BundleDescription Read(ReadOnlySpan<byte> bytes, string path)
    {
        if (bytes.Length > MaximumBytes)
        {
            throw new DeploymentException(DiagnosticCatalog.BundlePartTooLarge(path, BundleNames.Description, MaximumBytes));
        }

        try
        {
            using var document = JsonDocument.Parse(bytes.ToArray(),
                new JsonDocumentOptions { AllowDuplicateProperties = false, MaxDepth = 8 });
            var findings = new Findings();
            var description = Read(document.RootElement, path, findings);
            findings.ThrowIfFailed();
            return description;
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException)
        {
            throw new DeploymentException(
                DiagnosticCatalog.BundleDescriptionMalformed(path, "it is not JSON as deployment-bundle.schema.json describes it"),
                    problem);
        }
    }

    private static BundleDescription Read(JsonElement root, string path, Findings findings)
    {
        var schema = root.ValueKind == JsonValueKind.Object && root.TryGetProperty("Schema", out var number)
            && number.ValueKind == JsonValueKind.Number && number.TryGetInt32(out var found) && found > 0
            ? found
            : throw Malformed(path, "it has no number \"Schema\"");
        if (schema > BundleDescription.CurrentSchema)
        {
            throw new DeploymentException(DiagnosticCatalog.BundleNewer(path, schema, BundleDescription.CurrentSchema));
        }

        foreach (var property in root.EnumerateObject()
            .Where(p => p.Name is not ("Schema" or "Name" or "Version" or "Options" or "Items" or LinksName)))
        {
            findings.Add(DiagnosticCatalog.BundleDescriptionMalformed(path, $"it has an unknown name \"{property.Name}\""));
        }

        var description = new BundleDescription
        {
            Name = Text(root, "Name", path),
            Version = Text(root, "Version", path),
            Options = ReadOptions(root, path, findings),
            Items = ReadItems(root, path, findings),
            Links = ReadLinks(root, path, findings),
        };
        var program = description.Options.GetValueOrDefault(OptionTable.BinaryName.Name, OptionTable.BinaryName.Default);
        if (description.Name != program)
        {
            findings.Add(DiagnosticCatalog.BundleDescriptionMalformed(
                path, $"its name is \"{description.Name}\", and the program it deploys is \"{program}\""));
        }

        return description;
    }

    private static SortedDictionary<string, string> ReadOptions(JsonElement root, string path, Findings findings)
    {
        var options = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in Entries(root, "Options", path))
        {
            var option = OptionTable.Find(name);
            if (option is null)
            {
                findings.Add(DiagnosticCatalog.BundleOptionUnknown(path, name, NearestName.Of(name, OptionTable.All.Select(o => o.Name))));
            }
            else if (!BundleRules.MayBring(option))
            {
                findings.Add(DiagnosticCatalog.BundleOptionRefused(path, option.Name));
            }
            else
            {
                options[option.Name] = value.ValueKind == JsonValueKind.String ? value.GetString()!
                    : throw Malformed(path, $"the value of {name} is not a text");
            }
        }

        return options;
    }

    private static SortedDictionary<string, IReadOnlyList<ItemValues>> ReadItems(JsonElement root, string path, Findings findings)
    {
        var items = new SortedDictionary<string, IReadOnlyList<ItemValues>>(StringComparer.Ordinal);
        foreach (var (type, list) in Entries(root, "Items", path))
        {
            var kind = ItemTable.All.FirstOrDefault(k => k.Name == type);
            if (kind is null)
            {
                findings.Add(DiagnosticCatalog.BundleItemUnknown(path, type, NearestName.Of(type, ItemTable.All.Select(k => k.Name))));
                continue;
            }

            if (list.ValueKind != JsonValueKind.Array || list.GetArrayLength() > MaximumEntries)
            {
                throw Malformed(path, $"{type} is not a list of at most {MaximumEntries} items");
            }

            items[type] = [.. list.EnumerateArray().Select(item => ReadItem(item, kind, path, findings))];
        }

        return items;
    }

    private static ItemValues ReadItem(JsonElement item, ItemKind kind, string path, Findings findings)
    {
        var metadata = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var property in item.EnumerateObject().Where(p => p.Name != "Include"))
        {
            if (kind.Refuses(property.Name))
            {
                findings.Add(
                    DiagnosticCatalog.BundleItemUnknown(path, $"{kind.Name}.{property.Name}",
                        NearestName.Of(property.Name, kind.Metadata)));
            }

            metadata[property.Name] = property.Value.GetString() ?? "";
        }

        return new ItemValues(kind.Name, Text(item, "Include", path), metadata);
    }

    private static SortedDictionary<string, string> ReadLinks(JsonElement root, string path, Findings findings)
    {
        var links = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var names = new UpdateNames(path);
        foreach (var (name, value) in Entries(root, LinksName, path).Take(MaximumEntries))
        {
            var target = value.ValueKind == JsonValueKind.String ? value.GetString()!
                : throw Malformed(path, $"the target of the link {name} is not a text");
            _ = names.Accept(name, isDirectory: false);
            if (target.Length == 0 || PayloadTree.Landing(name, target) is null)
            {
                findings.Add(DiagnosticCatalog.BundleLinkRefused(path, name, target, "leads out of the payload"));
            }

            links[name] = target;
        }

        return links;
    }

    private static void WriteLinks(Utf8JsonWriter json, IReadOnlyDictionary<string, string> links)
    {
        if (links.Count == 0)
        {
            return;
        }

        json.WriteStartObject(LinksName);
        foreach (var (name, target) in links.OrderBy(link => link.Key, StringComparer.Ordinal))
        {
            json.WriteString(name, target);
        }

        json.WriteEndObject();
    }

    private static IEnumerable<(string Name, JsonElement Value)> Entries(JsonElement root, string name, string path)
    {
        if (!root.TryGetProperty(name, out var list))
        {
            return [];
        }

        return list.ValueKind == JsonValueKind.Object ? [.. list.EnumerateObject().Select(p => (p.Name, p.Value))]
            : throw Malformed(path, $"\"{name}\" is not an object");
    }

    private static string Text(JsonElement element, string name, string path) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text
            ? text
            : throw Malformed(path, $"it has no text \"{name}\" where one belongs");

    private static void WriteItems(Utf8JsonWriter json, string type, IReadOnlyList<ItemValues> items)
    {
        json.WriteStartArray(type);
        foreach (var item in items)
        {
            json.WriteStartObject();
            json.WriteString("Include", item.Include);
            foreach (var (name, value) in item.Metadata.Where(m => m.Value.Length > 0 && IsOurs(type, m.Key))
                .OrderBy(m => m.Key, StringComparer.Ordinal))
            {
                json.WriteString(name, value);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>What build items bring along stays where they were built.</summary>
    private static bool IsOurs(string type, string metadata) => ItemTable.All.FirstOrDefault(kind => kind.Name == type) is not { } kind
        || kind.Metadata.Contains(metadata, StringComparer.OrdinalIgnoreCase);

    private static DeploymentException Malformed(string path, string problem) =>
        new(DiagnosticCatalog.BundleDescriptionMalformed(path, problem));
}
