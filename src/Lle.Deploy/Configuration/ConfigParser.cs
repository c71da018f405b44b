using Lle.Deploy.Diagnostics;

namespace Lle.Deploy.Configuration;

/// <summary>Reads a configuration line by line and complains about every line that is wrong before it gives up.</summary>
internal sealed class ConfigParser(string file)
{
    private readonly Findings findings = new();
    private readonly List<ConfigLine> lines = [];
    private readonly Dictionary<string, int> sectionLines = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Section, string Key), int> keyLines = [];
    /// <summary>"": above the first header.</summary>
    private string section = "";

    /// <summary>Below a header that could not be read, keys belong to no known section; complaining about them too would only
    /// distract.</summary>
    private bool lost;

    public ConfigDocument Parse(string text)
    {
        text = text.StartsWith('\uFEFF') ? text[1..] : text;
        var number = 0;
        var rest = text.Length == 0 ? default : text.AsSpan(0, text.EndsWith('\n') ? text.Length - 1 : text.Length);
        foreach (var range in rest.Split('\n'))
        {
            number++;
            var raw = rest[range];
            if (text.Length > 0)
            {
                ReadLine((raw.EndsWith('\r') ? raw[..^1] : raw).ToString(), number);
            }
        }

        findings.ThrowIfFailed();
        return new ConfigDocument(file, lines);
    }

    private void ReadLine(string raw, int number)
    {
        var start = raw.AsSpan().IndexOfAnyExcept(' ', '\t');
        var content = raw.Trim(' ', '\t');
        var source = Location.OfFile(file, number, start + 1);
        if (FindControl(raw) is var control and >= 0)
        {
            findings.Add(DiagnosticCatalog.ConfigurationControlCharacter(file, number, control + 1, $"U+{(int)raw[control]:X4}"));
        }
        else if (start < 0 || content[0] is '#' or ';')
        {
            lines.Add(new ConfigRemark(raw, source));
        }
        else if (content[0] == '[')
        {
            ReadHeader(raw, content, source);
        }
        else
        {
            ReadEntry(raw, content, source);
        }
    }

    private void ReadHeader(string raw, string content, Location source)
    {
        var end = content.IndexOf(']', StringComparison.Ordinal);
        var name = end < 0 ? "" : content[1..end];
        var (problem, offset) = end < 0 ? ("the ] is missing", content.Length)
            : end != content.Length - 1 ? ($"'{content[(end + 1)..]}' follows the ]", end + 1)
            : BadCharacter(name) is var bad and >= 0
                ? (name.Length == 0 ? "the name is empty" : $"'{name[bad]}' is no letter, digit, dot, dash or underscore", bad + 1)
            : ("", 0);
        lost = problem.Length > 0;
        if (lost)
        {
            findings.Add(DiagnosticCatalog.ConfigurationHeaderMalformed(file, source.Line, source.Column + offset, problem));
        }
        else if (!sectionLines.TryAdd(name, source.Line))
        {
            findings.Add(DiagnosticCatalog.ConfigurationSectionTwice(file, source.Line, source.Column, name, sectionLines[name]));
        }

        section = name;
        lines.Add(new ConfigHeader(raw, source, name));
    }

    private void ReadEntry(string raw, string content, Location source)
    {
        var equals = content.IndexOf('=', StringComparison.Ordinal);
        var key = equals < 0 ? "" : content[..equals].TrimEnd(' ', '\t');
        if (equals < 0)
        {
            findings.Add(DiagnosticCatalog.ConfigurationLineMalformed(file, source.Line, source.Column, "there is no ="));
        }
        else if (BadCharacter(key) is var bad and >= 0)
        {
            var reason = key.Length == 0 ? "the key is empty" : $"'{key[bad]}' in the key is no letter, digit, dot, dash or underscore";
            findings.Add(DiagnosticCatalog.ConfigurationLineMalformed(file, source.Line, source.Column + bad, reason));
        }
        else if (!lost && !keyLines.TryAdd((section, key), source.Line))
        {
            findings.Add(DiagnosticCatalog.ConfigurationKeyTwice(file, source.Line, source.Column, section, key, keyLines[(section, key)]));
        }
        else
        {
            var value = content[(equals + 1)..].TrimStart(' ', '\t');
            lines.Add(new ConfigEntry(raw, source, section, key, value, source.Column + content.Length - value.Length));
        }
    }

    /// <returns>Where the first character stands that no name may hold; 0 for an empty name; -1 for a good one.</returns>
    private static int BadCharacter(string name)
    {
        for (var i = 0; i < name.Length; i++)
        {
            if (!char.IsAsciiLetterOrDigit(name[i]) && name[i] is not ('.' or '-' or '_'))
            {
                return i;
            }
        }

        return name.Length == 0 ? 0 : -1;
    }

    private static int FindControl(string raw)
    {
        for (var i = 0; i < raw.Length; i++)
        {
            if (char.IsControl(raw[i]) && raw[i] != '\t')
            {
                return i;
            }
        }

        return -1;
    }
}
