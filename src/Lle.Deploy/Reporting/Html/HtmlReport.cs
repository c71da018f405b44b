using System.Security.Cryptography;
using System.Text;
using Lle.Deploy.Deployments;
using Lle.Deploy.Text;

namespace Lle.Deploy.Reporting.Html;

/// <summary>
/// deployment_report_ID.html: one file, no script, nothing loaded from anywhere. The frame and the style are files of their own
/// (report.html, report.css); the content policy allows exactly that style, by its hash.
/// </summary>
internal static class HtmlReport
{
    public static string Render(DeploymentRecord record)
    {
        var style = Resources.Text("report.css");
        var body = new HtmlBuilder();
        OutcomeSection.Write(body, record);
        Contents.WriteList(body, record);
        body.Element("main", () => Contents.WriteSections(body, record));
        LogSection.WriteFooter(body, record);
        return Placeholders.Fill(Resources.Text("report.html"), new Dictionary<string, string>
        {
            ["TITLE"] = HtmlText.Encode($"{StatusText.Badge(record)}: {StatusText.Sentence(record)}"),
            ["STYLE_HASH"] = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(style))),
            ["STYLE"] = style,
            ["BODY"] = body.ToString(),
        });
    }
}
