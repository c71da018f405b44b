using System.Globalization;
using System.Text;
using Lle.Deploy.Deployments;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Measurements;
using Lle.Deploy.Readiness;
using Lle.Deploy.Text;
using Lle.Deploy.Transactions;

namespace Lle.Deploy.Reporting;

/// <summary>The record for a CI system's job page.</summary>
internal static class MarkdownSummary
{
    public static string Render(DeploymentRecord record)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"## {Sign(record.Status)} {Escape(StatusText.Sentence(record))}\n\n");
        text.Append("| | |\n|---|---|\n");
        Row(text, "Status", $"{StatusNames.Name(record.Status)} ({record.StatusCode})");
        Row(text, "Deployment", record.DeploymentId);
        Row(text, "Version", record.PreviousVersion is { Length: > 0 } old ? $"{old} → {record.Version}" : record.Version);
        Row(text, "Target", record.Layout.Prefix);
        Row(text, "Start-up", Wording.Against(record.Startup?.Wall.Median, record.Budgets.MaxStartupMicroseconds, record.Startup?.Budget));
        var response = Wording.Gating(record);
        Row(text, "Response", Wording.Against(response?.RoundTrip.Median, record.Budgets.MaxResponseMicroseconds, response?.Budget));
        Row(text, "Readiness", Score(record.Readiness));
        Row(text, "Validation", Score(record.Validation));
        if (record.Undo is { } undo)
        {
            Row(text, "Undo", Words.Of(undo));
        }

        if (WayBack.Command(record) is { } command)
        {
            Row(text, "To go back", command);
        }

        Problems(text, record);
        Phases(text, record);
        return text.ToString();
    }

    private static void Problems(StringBuilder text, DeploymentRecord record)
    {
        if (record.Diagnostics.Count == 0)
        {
            return;
        }

        text.Append("\n### Diagnostics\n\n");
        foreach (var problem in record.Diagnostics)
        {
            text.Append(CultureInfo.InvariantCulture, $"- **{Escape(problem.Code)}** ({Words.Of(problem.Severity)}): {Escape(problem.Message)}. {Escape(problem.Remedy)}\n");
        }
    }

    private static void Phases(StringBuilder text, DeploymentRecord record)
    {
        if (record.Phases.Count == 0)
        {
            return;
        }

        text.Append("\n### Phases\n\n| # | Phase | Outcome | Time |\n|--:|---|---|--:|\n");
        foreach (var phase in record.Phases)
        {
            var code = phase.FailureCode is { Length: > 0 } failure ? $" {failure}" : "";
            text.Append(CultureInfo.InvariantCulture, $"| {phase.Number} | {Escape(phase.Name)} | {Escape(Words.Of(phase.Outcome) + code)} | {Wording.Milliseconds(phase.DurationMilliseconds)} |\n");
        }
    }

    private static string Score(ScoreRecord? score) =>
        score is null ? Wording.NotMeasured : $"{score.Awarded} of {score.Maximum} ({score.Percent} %, required {score.ThresholdPercent} %)";

    private static void Row(StringBuilder text, string name, string value) =>
        text.Append(CultureInfo.InvariantCulture, $"| {name} | {Escape(value)} |\n");

    private static string Sign(DeploymentStatus status) => status switch
    {
        DeploymentStatus.Success or DeploymentStatus.Unchanged => "✅",
        DeploymentStatus.Degraded => "⚠️",
        DeploymentStatus.RolledBack => "↩️",
        _ => "❌",
    };

    /// <summary>Text stays text: whatever Markdown, HTML or an @mention could be made of becomes a character reference.</summary>
    public static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length + 16);
        foreach (var character in OneLine.Escape(text))
        {
            _ = character switch
            {
                '\\' or '`' or '*' or '_' or '{' or '}' or '[' or ']' or '(' or ')' or '#' or '!' or '|' or '<' or '>' or '&' or '~' or '@' or '$' or ':' =>
                    escaped.Append(CultureInfo.InvariantCulture, $"&#{(int)character};"),
                _ => escaped.Append(character),
            };
        }

        return escaped.ToString();
    }
}
