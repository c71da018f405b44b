using System.Security.Cryptography;
using System.Text;
using Lle.Deploy.Text;

namespace Lle.Deploy.Reporting.Html;

/// <summary>
/// A report is one file without a script, and nothing is loaded from anywhere. The frame and the style are files of their own (report.html,
/// report.css); the content policy allows exactly that style, by its hash.
/// </summary>
internal static class HtmlPage
{
    public static string Of(string title, HtmlBuilder body)
    {
        var style = Resources.Text("report.css");
        return Placeholders.Fill(Resources.Text("report.html"), new Dictionary<string, string>
        {
            ["TITLE"] = HtmlText.Encode(title),
            ["STYLE_HASH"] = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(style))),
            ["STYLE"] = style,
            ["BODY"] = body.ToString(),
        });
    }
}
