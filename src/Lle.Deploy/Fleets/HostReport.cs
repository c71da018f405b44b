using System.Text.Json;
using Lle.Deploy.Reporting;
using Lle.Deploy.Reporting.Html;

namespace Lle.Deploy.Fleets;

/// <summary>A page of what one host has answered, made on this machine: the host's own report stays there, and its path is named.</summary>
internal static class HostReport
{
    /// <summary>What people look for first; the rest is in the file beside the page.</summary>
    private static readonly string[] facts =
    [
        "DeploymentId", "Version", "PreviousVersion", "State", "Since", "DeployedBy", "Reason", "User", "Sha256", "BundleSha256",
        "Authenticity", "LockedBy", "RollbackCommand", "ReportPath", "LogPath", "LastRun", "LastHealth",
    ];

    private static readonly string[] lists = ["Drift", "OpenTransactions", "Backups", "CanRollBack"];

    public static string Render(HostAnswer host)
    {
        using var json = JsonDocument.Parse(host.Record!);
        var result = json.RootElement;
        var name = FleetText.Place(host.Environment, host.Host);
        var page = new HtmlBuilder();
        page.Element("header", () =>
        {
            page.Element("p", () => page.Badge(host.Status, FleetReport.ToneOf(host)), ("class", "status"));
            page.Element("h1", $"{name}: {host.Status} {host.Version}".TrimEnd());
            page.Element("p", host.Message, ("class", "lead"));
        });
        page.Element("main", () =>
        {
            Diagnostics(page, result);
            Facts(page, host, result);
            Phases(page, result);
            page.Element("p", () => page.Element(
                "a", "All that it has answered, as JSON", ("href", $"{Uri.EscapeDataString(host.Host)}.json")));
        });
        return HtmlPage.Of($"{name}: {host.Status}", page);
    }

    private static void Diagnostics(HtmlBuilder page, JsonElement result)
    {
        var problems = Elements(result, "Diagnostics");
        if (problems.Count == 0)
        {
            return;
        }

        page.Section("diagnostics", "What it said", () => page.Element("ul", () =>
        {
            foreach (var problem in problems)
            {
                page.Element("li", () => page.Element("p", () =>
                {
                    page.Badge(Value(problem, "Code"), Value(problem, "Severity") == "error" ? Tone.Bad : Tone.Warn);
                    page.Text($" {Value(problem, "Message")}. {Value(problem, "Remedy")}");
                }), ("class", "diagnostic"));
            }
        }, ("class", "plain")));
    }

    private static void Facts(HtmlBuilder page, HostAnswer host, JsonElement result)
    {
        var figures = HostFigures.Of(host);
        var rows = facts.Select(name => (name, Value(result, name)))
            .Concat(lists.Select(name => (name, string.Join(", ", Elements(result, name).Select(each => each.ToString())))))
            .Append(("Start-up", figures.StartupMicroseconds is { } startup ? Wording.Microseconds(startup) : ""))
            .Append(("Response", figures.ResponseMicroseconds is { } response ? Wording.Microseconds(response) : ""))
            .Where(row => row.Item2.Length > 0).ToList();
        page.Section("facts", "The installation", () => page.Table("Facts", ["What", "Value"], () =>
        {
            foreach (var (name, value) in rows)
            {
                page.Element("tr", () =>
                {
                    page.Element("th", name, ("scope", "row"));
                    page.Element("td", value, ("class", "wide"));
                });
            }
        }));
    }

    private static void Phases(HtmlBuilder page, JsonElement result)
    {
        var phases = Elements(result, "Phases");
        if (phases.Count == 0)
        {
            return;
        }

        page.Section("phases", "Phases", () => page.Table("Phases", ["Phase", "Outcome", "Time", "Error"], () =>
        {
            foreach (var phase in phases)
            {
                page.Element("tr", () =>
                {
                    page.Element("th", $"{Value(phase, "Number")} {Value(phase, "Name")}", ("scope", "row"));
                    page.Element("td", Value(phase, "Outcome"));
                    page.Element("td", Value(phase, "DurationMilliseconds") is { Length: > 0 } time ? $"{time} ms" : "",
                        ("class", "number"));
                    page.Element("td", Value(phase, "FailureCode"));
                });
            }
        }));
    }

    private static List<JsonElement> Elements(JsonElement result, string name) =>
        result.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array ? [.. list.EnumerateArray()] : [];

    /// <summary>As text; empty where there is none.</summary>
    private static string Value(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value)
            && value.ValueKind != JsonValueKind.Null ? value.ToString() : "";
}
