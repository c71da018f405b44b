using System.Globalization;
using System.Text;
using Lle.Deploy.Deployments;
using Lle.Deploy.Text;

namespace Lle.Deploy.Reporting;

/// <summary>The record for a CI system's job page: what is in use now, why it failed, whether it is slower, how to roll back; then the
/// rest.</summary>
internal static class MarkdownSummary
{
    public static string Render(DeploymentRecord record)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"## {Sign(record)} {Escape(StatusText.Sentence(record))}\n\n");
        if (Problems.Reason(record) is { } error)
        {
            text.Append(CultureInfo.InvariantCulture, $"**Why:** {Escape($"{error.Code}: {ContinuousIntegration.Text(error)}")}\n\n");
        }

        Table(text, record);
        if (record.RollbackCommand is { } command)
        {
            text.Append(CultureInfo.InvariantCulture, $"\nTo roll back:\n\n<pre>{Escape(command)}</pre>\n");
        }

        Diagnostics(text, record);
        Phases(text, record);
        return text.ToString();
    }

    private static void Table(StringBuilder text, DeploymentRecord record)
    {
        var situation = Situation.Of(record);
        text.Append("| | |\n|---|---|\n");
        Row(text, "Status", $"{StatusText.Badge(record)} ({record.StatusCode})");
        Row(text, "In use now", situation.InUse ?? "nothing");
        if (situation.Attempted is { } attempted && attempted != situation.InUse)
        {
            Row(text, "Attempted", attempted);
        }

        Row(text, "Run", record.DeploymentId);
        Row(text, "Target", record.Host.Length == 0 ? record.Layout.Prefix : $"{record.Layout.Prefix} on {record.Host}");
        Row(text, "Start-up", Wording.Against(record.Startup?.Wall.Median, record.Budgets.MaxStartupMicroseconds, record.Startup?.Budget));
        if (record.Comparison is { } change)
        {
            Row(text, "Against the version before", Wording.Change(change));
        }

        var response = Wording.Gating(record);
        if (record.Budgets.MeasuresResponse)
        {
            Row(text, "Response", Wording.Against(response?.RoundTrip.Median, record.Budgets.MaxResponseMicroseconds, response?.Budget));
        }

        Row(text, "Readiness", Score(record.Readiness));
        Row(text, "Validation", Score(record.Validation));
        if (record.Undo is { } undo)
        {
            Row(text, "Rollback", Words.Of(undo));
        }
    }

    private static void Diagnostics(StringBuilder text, DeploymentRecord record)
    {
        var findings = ContinuousIntegration.Findings(record);
        if (findings.Count > 0)
        {
            text.Append("\n### Errors and warnings\n\n");
        }

        foreach (var problem in findings)
        {
            text.Append(CultureInfo.InvariantCulture,
                $"- **{Escape(problem.Code)}** ({Words.Of(problem.Severity)}): {Escape(ContinuousIntegration.Text(problem))}\n");
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
            text.Append(CultureInfo.InvariantCulture,
                $"| {phase.Number} | {Escape(phase.Name)} | {Escape(Words.Of(phase.Outcome) + code)} | " +
                $"{Wording.Milliseconds(phase.DurationMilliseconds)} |\n");
        }
    }

    private static string Score(ScoreRecord? score) =>
        score is null ? Wording.NotMeasured
            : $"{score.Awarded} of {score.Maximum} ({score.Percent} %, required {score.ThresholdPercent} %)";

    private static void Row(StringBuilder text, string name, string value) =>
        text.Append(CultureInfo.InvariantCulture, $"| {name} | {Escape(value)} |\n");

    private static string Sign(DeploymentRecord record) => record.Status switch
    {
        _ when StatusText.IsGood(record) => "✅",
        DeploymentStatus.Success or DeploymentStatus.Degraded => "⚠️",
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
                '\\' or '`' or '*' or '_' or '{' or '}' or '[' or ']' or '(' or ')' or '#' or '!' or '|'
                or '<' or '>' or '&' or '~' or '@' or '$' or ':' =>
                    escaped.Append(CultureInfo.InvariantCulture, $"&#{(int)character};"),
                _ => escaped.Append(character),
            };
        }

        return escaped.ToString();
    }
}
