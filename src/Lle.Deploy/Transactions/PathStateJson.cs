using System.Text.Json;
using Lle.Deploy.Posix;
using Lle.Deploy.Text;

namespace Lle.Deploy.Transactions;

/// <summary>A path's state as journals and manifests spell it. What is zero or missing on the target is left out.</summary>
internal static class PathStateJson
{
    public static void WriteState(this Utf8JsonWriter writer, string name, PathState state)
    {
        writer.WriteStartObject(name);
        writer.WriteUnlessNull("kind", state.Kind is { } kind ? NameOf(kind) : null);
        writer.WriteUnlessZero("mode", state.Mode);
        writer.WriteUnlessZero("user", state.User);
        writer.WriteUnlessZero("group", state.Group);
        writer.WriteUnlessNull("sha256", state.Sha256);
        writer.WriteName("target", state.Target);
        if (state.Attributes is { } attributes)
        {
            writer.WriteStartObject("attributes");
            foreach (var (attribute, value) in attributes)
            {
                writer.WriteString(attribute, value);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    public static PathState State(this JsonElement element, string name)
    {
        var state = element.GetProperty(name);
        return new PathState
        {
            Kind = state.TextOrNull("kind") is { } kind ? KindOf(kind) : null,
            Mode = state.UIntOrZero("mode"),
            User = state.UIntOrZero("user"),
            Group = state.UIntOrZero("group"),
            Sha256 = state.TextOrNull("sha256"),
            Target = state.NameOrNull("target"),
            Attributes = state.TryGetProperty("attributes", out var attributes) ? AttributesOf(attributes) : null,
        };
    }

    private static SortedDictionary<string, string> AttributesOf(JsonElement element)
    {
        var attributes = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var attribute in element.EnumerateObject())
        {
            attributes[attribute.Name] = attribute.Value.GetString() ?? throw new FormatException(attribute.Name);
        }

        return attributes;
    }

    private static string NameOf(FileKind kind) => kind switch
    {
        FileKind.File => "File",
        FileKind.Directory => "Directory",
        FileKind.SymbolicLink => "SymbolicLink",
        _ => "Special",
    };

    public static FileKind KindOf(string name) => name switch
    {
        "File" => FileKind.File,
        "Directory" => FileKind.Directory,
        "SymbolicLink" => FileKind.SymbolicLink,
        "Special" => FileKind.Special,
        _ => throw new FormatException(name),
    };
}
