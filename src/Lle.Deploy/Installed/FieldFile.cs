using System.Text;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Text;

namespace Lle.Deploy.Installed;

/// <summary>
/// The small records on the target: a title, then "Field: value" lines. They are data: read by this, executed by nothing. Fields this
/// version does not know are left alone.
/// </summary>
internal static class FieldFile
{
    private const int MaximumBytes = 64 << 10;

    public static string Write(string title, params ReadOnlySpan<(string Field, string Value)> fields)
    {
        var text = new StringBuilder(title).Append('\n');
        foreach (var (field, value) in fields)
        {
            text.Append(field).Append(": ").Append(EscapedValue.Escape(value)).Append('\n');
        }

        return text.ToString();
    }

    /// <param name="required">Fields that must be there.</param>
    public static IReadOnlyDictionary<string, string> Read(
        ReadOnlySpan<byte> bytes, string file, string title, params ReadOnlySpan<string> required) =>
        Read(bytes, file, title, MaximumBytes, required);

    /// <param name="maximumBytes">A larger file is refused.</param>
    public static IReadOnlyDictionary<string, string> Read(
        ReadOnlySpan<byte> bytes, string file, string title, int maximumBytes, params ReadOnlySpan<string> required)
    {
        var findings = new Findings();
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        var number = 0;
        foreach (var line in Lines(bytes, file, maximumBytes))
        {
            number++;
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (number == 1 && line == title)
            {
                continue;
            }

            if (number == 1)
            {
                findings.Add(DiagnosticCatalog.StateLineMalformed(file, 1, 1, $"it must be '{title}'"));
            }
            else if (colon < 1)
            {
                findings.Add(DiagnosticCatalog.StateLineMalformed(file, number, 1, "a field, a colon and a value were expected"));
            }
            else if (!fields.TryAdd(line[..colon], EscapedValue.Unescape(line[(colon + 1)..].Trim(' '))))
            {
                findings.Add(DiagnosticCatalog.StateFieldTwice(file, number, line[..colon]));
            }
        }

        foreach (var field in required)
        {
            // A file that is something else altogether is one fault and not one for each field.
            if (!findings.Failed && !fields.ContainsKey(field))
            {
                findings.Add(DiagnosticCatalog.StateFieldMissing(file, field));
            }
        }

        findings.ThrowIfFailed();
        return fields;
    }

    /// <summary>The lines that are not empty, of a file that must be text and not too large.</summary>
    public static IEnumerable<string> Lines(ReadOnlySpan<byte> bytes, string file, int maximumBytes) => bytes.Length <= maximumBytes
        ? Utf8Text.Decode(bytes, file, static (at, line, column) => new DeploymentException(
            DiagnosticCatalog.StateNotText(at, line, column))).Split('\n').Select(line => line.TrimEnd('\r')).Where(line => line.Length > 0)
        : throw new DeploymentException(DiagnosticCatalog.StateTooLarge(file, maximumBytes));
}
