using System.Globalization;
using Lle.Deploy.Deployments;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Measurements;

namespace Lle.Deploy.Reporting.Html;

/// <summary>The first screen: what is in use now, what was tried, why it failed, what to do next, and whether it is slower than
/// before.</summary>
internal static class OutcomeSection
{
    public static void Write(HtmlBuilder page, DeploymentRecord record) => page.Element("header", () =>
    {
        page.Element("p", () => page.Badge(StatusText.Badge(record), Tones.Of(record)), ("class", "status"));
        page.Element("h1", StatusText.Sentence(record));
        if (Problems.Reason(record) is { } error)
        {
            page.Element("p", () => page.Text("Why: ").Element("a", error.Code, ("href", $"#{error.Code}")).Text($" {error.Message}"),
                ("class", "lead"));
        }

        if (record.Undo is { } undo)
        {
            page.Element("p", () =>
            {
                page.Text("Safe: ");
                page.Badge(undo.Verified ? "verified" : "not verified", undo.Verified ? Tone.Good : Tone.Bad);
                page.Text($" {Words.Of(undo)}");
            }, ("class", "lead"));
        }

        if (record.Reason is { Length: > 0 } reason && Problems.Reason(record) is null)
        {
            page.Element("p", $"Reason: {reason}", ("class", "lead"));
        }

        Next(page, record);
        page.Element("dl", () => Facts(page, record), ("class", "facts"));
        CardsSection.Write(page, record);
    });

    private static void Next(HtmlBuilder page, DeploymentRecord record)
    {
        // What is to be done about one below target is in the headline.
        if (Problems.Reason(record) is { Remedy.Length: > 0, Severity: Severity.Error } error)
        {
            page.Element("p", $"Next: {error.Remedy}.", ("class", "lead"));
        }
        else if (StatusText.Regression(record) is not null && Problems.InOrder(record) is [{ Remedy.Length: > 0 } slower, ..])
        {
            page.Element("p", $"Next: {slower.Remedy}.", ("class", "lead"));
        }

        if (record.RollbackCommand is { } command && !StatusText.IsGood(record))
        {
            page.Element("p", "To roll back:");
            CommandBlock.Write(page, command, "Command that rolls back");
        }
    }

    private static void Facts(HtmlBuilder page, DeploymentRecord record)
    {
        var situation = Situation.Of(record);
        Fact(page, "In use now", situation.InUse is { } version ? $"version {version}" : "nothing");
        Fact(page, "Attempted", situation.Attempted is { } tried && tried != situation.InUse ? $"version {tried}" : null);
        Fact(page, record.Operation == OperationKind.Uninstall ? "Removed" : "Rolled back",
            situation.TakenBack is { } back ? $"version {back}" : null);
        Fact(page, "Replaced", situation.InUse == record.Version && record.PreviousVersion is { Length: > 0 } old
            && old != situation.InUse && situation.Attempted is not null ? $"version {old}" : null);
        Fact(page, "Run", $"{record.DeploymentId} ({OperationNames.Name(record.Operation)})");
        Fact(page, "Target", record.Layout.Prefix);
        Fact(page, "Host", record.Host);
        Fact(page, "By", $"{record.User}:{record.Group}");
        Fact(page, "Started", $"{Wording.Time(record.Started)} UTC");
        Fact(page, "Took", Wording.Duration(record) is { } took ? Wording.Milliseconds(took.TotalMilliseconds) : "not finished");
        var hasPayload = record.Operation is OperationKind.Deploy or OperationKind.Update;
        Fact(page, "Integrity", hasPayload ? record.Integrity : null);
        Fact(page, "Authenticity", hasPayload ? record.Authenticity : null);
        Fact(page, "Status code", record.StatusCode.ToString(CultureInfo.InvariantCulture));
    }

    private static void Fact(HtmlBuilder page, string name, string? value)
    {
        if (value is not null)
        {
            page.Element("div", () =>
            {
                page.Element("dt", name);
                page.Element("dd", value);
            });
        }
    }
}
