using Lle.Deploy.Deployments;

namespace Lle.Deploy.Reporting.Html;

/// <summary>deployment_report_ID.html.</summary>
internal static class HtmlReport
{
    public static string Render(DeploymentRecord record)
    {
        var body = new HtmlBuilder();
        OutcomeSection.Write(body, record);
        Contents.WriteList(body, record);
        body.Element("main", () => Contents.WriteSections(body, record));
        LogSection.WriteFooter(body, record);
        return HtmlPage.Of($"{StatusText.Badge(record)}: {StatusText.Sentence(record)}", body);
    }
}
