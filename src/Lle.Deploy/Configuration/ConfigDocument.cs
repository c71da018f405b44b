using Lle.Deploy.Diagnostics;
using Lle.Deploy.Text;

namespace Lle.Deploy.Configuration;

/// <summary>
/// A configuration file: sections in brackets, key=value lines (above the first section too: those are of the section ""), comment lines
/// that begin with # or ;. There are no comments behind a value: what follows the equals sign, without the blanks around it, is the value,
/// so that a path may hold # and ;. Lines may end in LF or CR LF; the last one needs no end. Names of sections and keys are letters,
/// digits, dot, dash and underscore, and differ in upper and lower case.
/// </summary>
internal sealed class ConfigDocument
{
    public const int MaximumLength = 1 << 20;

    private readonly Dictionary<(string Section, string Key), ConfigEntry> entries = [];
    private readonly Dictionary<string, ConfigHeader> sections = new(StringComparer.Ordinal);

    public ConfigDocument(string file, IReadOnlyList<ConfigLine> lines)
    {
        File = file;
        Lines = lines;
        foreach (var line in lines)
        {
            if (line is ConfigHeader header)
            {
                sections[header.Section] = header;
            }
            else if (line is ConfigEntry entry)
            {
                entries[(entry.Section, entry.Key)] = entry;
            }
        }
    }

    public string File { get; }

    public IReadOnlyList<ConfigLine> Lines { get; }

    public IEnumerable<ConfigEntry> Entries => Lines.OfType<ConfigEntry>();

    public IEnumerable<ConfigHeader> Sections => Lines.OfType<ConfigHeader>();

    public ConfigEntry? Find(string section, string key) => entries.GetValueOrDefault((section, key));

    public ConfigHeader? FindSection(string section) => sections.GetValueOrDefault(section);

    /// <summary>Every line, ended by LF.</summary>
    public string ToText() => string.Concat(Lines.Select(line => line.Raw + "\n"));

    public static ConfigDocument Parse(ReadOnlySpan<byte> bytes, string file) =>
        Parse(Decode(bytes, file), file);

    /// <exception cref="DeploymentException">The bytes are not UTF-8: where.</exception>
    public static string Decode(ReadOnlySpan<byte> bytes, string file) => Utf8Text.Decode(
        bytes, file, static (at, line, column) => new DeploymentException(DiagnosticCatalog.ConfigurationNotText(at, line, column)));

    public static ConfigDocument Parse(string text, string file) =>
        text.Length <= MaximumLength
            ? new ConfigParser(file).Parse(text)
            : throw new DeploymentException(DiagnosticCatalog.ConfigurationTooLarge(file, MaximumLength));
}
