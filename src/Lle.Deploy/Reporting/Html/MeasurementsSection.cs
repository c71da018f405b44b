using System.Globalization;
using Lle.Deploy.Deployments;
using Lle.Deploy.Measurements;

namespace Lle.Deploy.Reporting.Html;

/// <summary>Start-up and response: distributions against their budgets and against what was there before.</summary>
internal static class MeasurementsSection
{
    public static bool HasAny(DeploymentRecord record) =>
        record.Startup is not null || record.PipeResponse is not null || record.TerminalResponse is not null;

    public static void Write(HtmlBuilder page, DeploymentRecord record) => page.Section("measurements", "Measurements", () =>
    {
        Startup(page, record);
        Programs(page, record);
        Response(page, record, record.PipeResponse, "pipe");
        Response(page, record, record.TerminalResponse, "terminal");
    });

    private static void Startup(HtmlBuilder page, DeploymentRecord record)
    {
        if (record.Startup is not { Wall.Count: > 0 } startup)
        {
            return;
        }

        page.Element("h3", "Start-up");
        Figure(page, "Start-up times", startup.Wall, record.Budgets.MaxStartupMicroseconds, record.Comparison?.OldMedianMicroseconds,
            startup.Budget);
        page.Element("p", string.Create(
            CultureInfo.InvariantCulture,
            $"After {startup.WarmUp} warm-up runs. Processor time a run: {Wording.Microseconds(startup.UserMicroseconds)} user, " +
            $"{Wording.Microseconds(startup.SystemMicroseconds)} system. Peak memory: " +
            $"{(startup.PeakMemoryKib is { } peak ? $"{peak:#,0} KiB" : "not measured")}."), ("class", "quiet"));
        Reference(page, startup.Ratio, startup.IsDecided);
        if (record.Comparison is { } comparison)
        {
            page.Element("p", () =>
            {
                page.Badge(Words.Of(comparison.Verdict), Tones.Of(comparison.Verdict));
                page.Text($" {Wording.SignedPercent(comparison.DifferencePercent)} against {comparison.OldVersion} (95 % interval " +
                    $"{Wording.SignedPercent(comparison.DifferenceLowerPercent)} to " +
                    $"{Wording.SignedPercent(comparison.DifferenceUpperPercent)}), both measured in turns: " +
                    $"{Wording.Microseconds(comparison.OldMedianMicroseconds)} before, " +
                    $"{Wording.Microseconds(comparison.NewMedianMicroseconds)} now.");
            });
        }
    }

    private static void Programs(HtmlBuilder page, DeploymentRecord record)
    {
        if (record.Programs.Count == 0)
        {
            return;
        }

        page.Element("h3", "Start-up of further programs");
        page.Table("Further programs", ["Program", "Runs", "Median", "95 % interval of the median", "Budget", "Outcome"], () =>
        {
            foreach (var program in record.Programs)
            {
                var wall = program.Startup.Wall;
                page.Element("tr", () =>
                {
                    page.Element("td", program.Path, ("class", "path"));
                    Cell(page, wall.Count.ToString(CultureInfo.InvariantCulture));
                    Cell(page, Wording.Microseconds(wall.Median));
                    Cell(page, $"{Wording.Microseconds(wall.MedianLower)} to {Wording.Microseconds(wall.MedianUpper)}");
                    Cell(page, Wording.Microseconds(program.MaxStartupMicroseconds));
                    page.Element("td", () => page.Badge(
                        program.Startup.Budget is { } judged ? Words.Of(judged) : "not judged", Tones.Of(program.Startup.Budget)));
                });
            }
        });
    }

    private static void Response(HtmlBuilder page, DeploymentRecord record, ResponseRecord? response, string mode)
    {
        if (response is not { RoundTrip.Count: > 0 })
        {
            return;
        }

        page.Element("h3", $"Response ({mode})");
        Figure(page, $"Round trips ({mode})", response.RoundTrip, response.Gating ? record.Budgets.MaxResponseMicroseconds : null, null,
            response.Budget);
        Reference(page, response.Ratio, response.IsDecided);
        if (response.FirstPromptMicroseconds is { } prompt)
        {
            page.Element("p", $"First prompt after {Wording.Microseconds(prompt)}.", ("class", "quiet"));
        }

        if (response.KeyEcho is { Count: > 0 } echo)
        {
            page.Element("h4", "Echo of a key");
            Figure(page, "Key echo", echo, null, null, null);
        }
    }

    private static void Reference(HtmlBuilder page, RatioRecord? ratio, bool isDecided)
    {
        if (Wording.Ratio(ratio) is { } text)
        {
            page.Element("p", $"{char.ToUpperInvariant(text[0])}{text[1..]}.");
        }

        if (!isDecided)
        {
            page.Element("p", "The budget lies within the interval: a repetition of the deployment may come to the other verdict.");
        }
    }

    private static void Figure(HtmlBuilder page, string name, StatisticsRecord statistics, double? budget, double? before,
        BudgetOutcome? outcome)
    {
        page.Element("figure", () =>
        {
            if (statistics.Samples.Count > 0)
            {
                Picture(page, name, statistics, budget, before);
            }

            page.Element("figcaption", () => Legend(page, statistics, budget, before, outcome));
        });
        page.Table($"{name} in figures", ["Runs", "Minimum", "Median", "95 % interval of the median", "p95", "p99", "Maximum", "Spread",
            "Outliers"], () => page.Element("tr", () =>
        {
            Cell(page, statistics.Count.ToString(CultureInfo.InvariantCulture));
            Cell(page, Wording.Microseconds(statistics.Minimum));
            Cell(page, Wording.Microseconds(statistics.Median));
            Cell(page, $"{Wording.Microseconds(statistics.MedianLower)} to {Wording.Microseconds(statistics.MedianUpper)}");
            Cell(page, Wording.Microseconds(statistics.P95));
            Cell(page, Wording.Microseconds(statistics.P99));
            Cell(page, Wording.Microseconds(statistics.Maximum));
            Cell(page, $"± {Wording.Microseconds(statistics.StandardDeviation)}");
            Cell(page, statistics.Outliers.ToString(CultureInfo.InvariantCulture));
        }));
    }

    private static void Picture(HtmlBuilder page, string name, StatisticsRecord statistics, double? budget, double? before)
    {
        var distribution = new Distribution(statistics, budget, before);
        var marks = new List<(double At, string Class)>();
        void Mark(double? value, string kind)
        {
            if (value is { } known && distribution.At(known) is { } at)
            {
                marks.Add((at, kind));
            }
        }

        Mark(before, "before");
        Mark(statistics.Median, "median");
        Mark(budget, "budget");
        Svg.Histogram(page, name,
            $"{statistics.Count} samples, median {Wording.Microseconds(statistics.Median)}, p95 {Wording.Microseconds(statistics.P95)}",
            distribution.Counts, marks);
        page.Element("p", () =>
        {
            page.Element("span", Wording.Microseconds(distribution.Lower));
            page.Element("span", Wording.Microseconds(distribution.Upper) + (statistics.Maximum > distribution.Upper ? " and more" : ""));
        }, ("class", "axis"));
    }

    private static void Legend(HtmlBuilder page, StatisticsRecord statistics, double? budget, double? before, BudgetOutcome? outcome)
    {
        var picture = new Distribution(statistics, budget, before);
        Key(page, "median", $"median {Wording.Microseconds(statistics.Median)}");
        if (before is { } old)
        {
            Key(page, "before", $"median before {Wording.Microseconds(old)}");
        }

        if (budget is { } limit)
        {
            var beyond = picture.At(limit) is not null ? "" : limit > picture.Upper ? " (right of the picture)" : " (left of the picture)";
            Key(page, "budget", $"budget {Wording.Microseconds(limit)}{beyond}");
            page.Badge(outcome is { } judged ? Words.Of(judged) : "not judged", Tones.Of(outcome));
        }
        else
        {
            page.Element("span", "reported only, no budget is held against it", ("class", "quiet"));
        }
    }

    private static void Key(HtmlBuilder page, string kind, string text) => page.Element("span", () =>
    {
        page.Element("span", "", ("class", $"swatch {kind}"));
        page.Text(text);
    }, ("class", "key"));

    private static void Cell(HtmlBuilder page, string text) => page.Element("td", text, ("class", "number"));
}
