using System.Text;

namespace Lle.Deploy.Reporting.Html;

/// <summary>
/// Writes elements. Names are this program's own words; every text and attribute value is encoded on its way in, and there is no way
/// to add raw markup.
/// </summary>
internal sealed class HtmlBuilder
{
    private readonly StringBuilder _html = new(64 * 1024);

    /// <summary>Open elements whose text is shown, and copied, exactly as it is.</summary>
    private int _literal;

    public HtmlBuilder Element(string name, string text, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        Start(name, attributes);
        Text(text);
        return End(name);
    }

    public HtmlBuilder Element(string name, Action content, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        Start(name, attributes);
        content();
        return End(name);
    }

    public HtmlBuilder Text(string text)
    {
        HtmlText.AppendEncoded(_html, _literal > 0 ? text : Figures.WithUnits(text));
        return this;
    }

    /// <summary>Text that no line ends in.</summary>
    public HtmlBuilder Kept(string text)
    {
        if (text.Length > 0)
        {
            Start("span", ("class", "kept"));
            HtmlText.AppendEncoded(_html, text);
            _html.Append("</span>");
        }

        return this;
    }

    /// <summary>A part of the page with its heading.</summary>
    public HtmlBuilder Section(string id, string heading, Action content)
    {
        Start("section", ("aria-labelledby", id));
        Element("h2", heading, ("id", id));
        content();
        return End("section");
    }

    /// <summary>A table that scrolls by itself where the page is narrow; a keyboard can reach it.</summary>
    public HtmlBuilder Table(string caption, IReadOnlyList<string> headings, Action rows)
    {
        Start("div", ("class", "scroll"), ("tabindex", "0"), ("role", "group"), ("aria-label", caption));
        Start("table");
        Element("caption", caption);
        Element("thead", () => Element("tr", () =>
        {
            foreach (var heading in headings)
            {
                Element("th", heading, ("scope", "col"));
            }
        }));
        Element("tbody", rows);
        End("table");
        return End("div");
    }

    /// <summary>An outcome as a word with a colour; the word carries the meaning.</summary>
    public HtmlBuilder Badge(string word, Tone tone) => Element("span", word, ("class", $"badge {tone.ToString().ToLowerInvariant()}"));

    public override string ToString() => _html.ToString();

    private void Start(string name, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        _html.Append('<').Append(name);
        foreach (var (attribute, value) in attributes)
        {
            _html.Append(' ').Append(attribute).Append("=\"");
            HtmlText.AppendEncoded(_html, value);
            _html.Append('"');
        }

        _html.Append('>');
        _literal += IsLiteral(name) ? 1 : 0;
    }

    private HtmlBuilder End(string name)
    {
        _literal -= IsLiteral(name) ? 1 : 0;
        _html.Append("</").Append(name).Append(">\n");
        return this;
    }

    private static bool IsLiteral(string name) => name is "code" or "pre";
}

internal enum Tone
{
    Quiet,
    Good,
    Warn,
    Bad,
}
