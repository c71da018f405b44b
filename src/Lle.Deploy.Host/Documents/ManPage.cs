using System.Text;
using Lle.Deploy.Host.CommandLine;
using Lle.Deploy.Host.Output;
using Lle.Deploy.Options;

namespace Lle.Deploy.Host.Documents;

/// <summary>lle(1), from the same tables as parser and help.</summary>
internal static class ManPage
{
    /// <summary>When the texts here were last changed.</summary>
    private const string Changed = "2026-11-26";

    public static string Render()
    {
        var page = new StringBuilder();
        page.Append($".TH LLE 1 \"{Changed}\" \"lle {ProgramVersion.Number}\" \"User Commands\"\n");
        Section(page, "NAME");
        page.Append("lle \\- deploy a native program: verified, backed up, measured, and rolled back on failure\n");
        Section(page, "SYNOPSIS");
        page.Append(".B lle\n.I OPERATION\n.RI [ ARGUMENT ]\n.RI [ OPTIONS ]\n");
        Section(page, "DESCRIPTION");
        Paragraph(page,
            "lle installs a program below a prefix in one transaction. It verifies the payload before anything of it runs, backs up " +
            "the current installation, installs, tests and measures, and rolls back when a phase fails. It is one static program: the " +
            "machine needs nothing else.", paragraph: false);
        Paragraph(page,
            "An option that is not given on the command line is taken from the bundle, then from its environment variable, then from " +
            "its default. Where the installation lies never comes from a bundle.");
        Section(page, "OPERATIONS");
        foreach (var verb in Verbs.List)
        {
            page.Append(".TP\n.B ").Append(Escape(verb.Name)).Append(verb.Argument is { } argument ? $" \\fI{Escape(argument)}\\fR"
                : "").Append('\n');
            Paragraph(page, $"{verb.Explanation}{(verb.Argument is null ? "" : $" {verb.Argument}: {verb.ArgumentText}.")}",
                paragraph: false);
        }

        Section(page, "SWITCHES");
        foreach (var item in Verbs.List.SelectMany(v => v.Switches).Distinct())
        {
            Entry(page, item.Name, "", item.Text);
        }

        foreach (var (group, title) in Help.Groups)
        {
            Section(page, "OPTIONS: " + title.ToUpperInvariant());
            foreach (var option in OptionTable.All.Where(o => o.Group == group && Verbs.List.Any(v => CliOptions.Of(v).Contains(o))))
            {
                var standard = CliOptions.Default(option);
                Entry(page, CliOptions.Name(option), CliOptions.ValueName(option),
                    $"{CliOptions.Text(option)}{(standard.Length > 0 ? $". Default: {standard}" : "")}");
            }
        }

        Entry(page, CommandTree.PlaceholderOption, "NAME=VALUE",
            "replaces @NAME@ in the configuration template; may be given several times");
        Section(page, "ENVIRONMENT");
        foreach (var option in OptionTable.All.Where(o => o.Variable is not null))
        {
            Entry(page, option.Variable!, "", $"as {CliOptions.Name(option)}");
        }

        Entry(page, "NO_COLOR", "", "no colours on a terminal");
        Section(page, "EXIT STATUS");
        Paragraph(page, Help.ExitCodes, paragraph: false);
        Section(page, "EXAMPLES");
        foreach (var example in Verbs.List.SelectMany(v => v.Examples))
        {
            page.Append(".EX\n").Append(Escape(example)).Append("\n.EE\n");
        }

        return page.ToString();
    }

    private static void Section(StringBuilder page, string title) => page.Append(".SH \"").Append(Escape(title)).Append("\"\n");

    private static void Entry(StringBuilder page, string name, string value, string text)
    {
        page.Append(".TP\n.B ").Append(Escape(name)).Append(value.Length > 0 ? $" \\fI{Escape(value)}\\fR" : "").Append('\n');
        Paragraph(page, text, paragraph: false);
    }

    private static void Paragraph(StringBuilder page, string text, bool paragraph = true) =>
        page.Append(paragraph ? ".PP\n" : "").Append(Escape(text)).Append('\n');

    /// <summary>A dash is one that can be copied; a dot or a quote at a line's start is no command.</summary>
    private static string Escape(string text)
    {
        var escaped = text.Replace("\\", "\\e", StringComparison.Ordinal).Replace("-", "\\-", StringComparison.Ordinal);
        var plain = string.Concat(escaped.Select(each => char.IsAscii(each) ? $"{each}" : $"\\[u{(int)each:X4}]"));
        return plain.StartsWith('.') || plain.StartsWith('\'') ? "\\&" + plain : plain;
    }
}
