using System.Globalization;
using Lle.Deploy.Diagnostics;

namespace Lle.Deploy.Services;

/// <summary>An LleHealthCheck item as it was written: a name and metadata, each empty where it was not given.</summary>
internal sealed record HealthCheckText(string Name, Func<string, string> Of)
{
    private const string Type = "LleHealthCheck";
    private const int LongestSeconds = 3600;
    private const int MostRetries = 100_000;

    /// <summary>All of them, or every complaint at once.</summary>
    public static IReadOnlyList<HealthCheck> ReadAll(IEnumerable<HealthCheckText> texts)
    {
        var findings = new Findings();
        var checks = texts.Select(text => text.Read(findings)).ToList();
        findings.ThrowIfFailed();
        return checks;
    }

    private HealthCheck Read(Findings findings)
    {
        string[] questions = ["Url", "Tcp", "Command"];
        if (questions.Where(name => Text(name).Length > 0).ToList() is { Count: not 1 } asked)
        {
            var wrong = asked.LastOrDefault("Url");
            Refuse<object?>(findings, wrong, Text(wrong), "exactly one of Url, Tcp and Command", null);
        }

        if (Text("Url").Length == 0 && Text("ExpectStatus").Length > 0)
        {
            Refuse<object?>(findings, "ExpectStatus", Text("ExpectStatus"), "nothing, because there is no Url", null);
        }

        return new HealthCheck(Name)
        {
            Url = UrlOf(findings),
            ExpectStatus = Statuses(findings),
            Tcp = Text("Tcp") is not { Length: > 0 } tcp ? null
                : HostAndPort.Parse(tcp) ?? Refuse<HostAndPort?>(findings, "Tcp", tcp, "HOST:PORT, for instance 127.0.0.1:8080", null),
            Command = Of("Command"),
            TimeLimit = TimeSpan.FromSeconds(
                Whole("TimeoutSeconds", 1, LongestSeconds, findings) ?? (int)HealthCheck.DefaultTimeLimit.TotalSeconds),
            Retries = Whole("Retries", 0, MostRetries, findings),
        };
    }

    private Uri? UrlOf(Findings findings)
    {
        var text = Text("Url");
        return text.Length == 0 ? null
            : Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme == "http" && url.UserInfo.Length == 0 ? url
            : Refuse<Uri?>(findings, "Url", text, "an address that begins with 'http://' (for https use Command)", null);
    }

    private IReadOnlyList<(int First, int Last)> Statuses(Findings findings)
    {
        var text = Text("ExpectStatus");
        var statuses = new List<(int First, int Last)>();
        foreach (var part in text.Split([';', ','], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var ends = part.Split('-', 2);
            if (Number(ends[0]) is { } first && Number(ends[^1]) is { } last && first <= last)
            {
                statuses.Add((first, last));
            }
            else
            {
                return Refuse<IReadOnlyList<(int, int)>>(findings, "ExpectStatus", text,
                    "status codes from 100 to 599, for instance 200, 200-299 or 200;404", []);
            }
        }

        return statuses.Count == 0 ? [(200, 200)] : statuses;

        static int? Number(string digits) =>
            int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 100 and <= 599 ? number
                : null;
    }

    private int? Whole(string name, int least, int most, Findings findings) =>
        Text(name) is not { Length: > 0 } text ? null
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most ? number
        : Refuse<int?>(findings, name, text, $"a whole number from {least} to {most}", null);

    private string Text(string name) => Of(name).Trim();

    private T Refuse<T>(Findings findings, string metadata, string value, string expected, T instead)
    {
        findings.Add(DiagnosticCatalog.ServiceInvalid(Type, Name, metadata, value, expected));
        return instead;
    }
}
