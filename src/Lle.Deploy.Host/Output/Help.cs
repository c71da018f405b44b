using System.Text;
using Lle.Deploy.Host.CommandLine;
using Lle.Deploy.Options;

namespace Lle.Deploy.Host.Output;

/// <summary>lle --help and lle OPERATION --help.</summary>
internal static class Help
{
    private const int Width = 100;
    private const int Column = 34;

    private static readonly (OptionGroup Group, string Title)[] groups =
    [
        (OptionGroup.Where, "Where it is installed"), (OptionGroup.What, "What is deployed"), (OptionGroup.Judged, "How it is judged"),
            (OptionGroup.Then, "What happens then"), (OptionGroup.Fleet, "As part of a roll-out"),
    ];

    public static IReadOnlyList<(OptionGroup Group, string Title)> Groups => groups;

    public static string Overview(Paint paint)
    {
        var text = new StringBuilder();
        Line(text, "lle deploys a program: verified, backed up, tested, measured, and rolled back when something fails.");
        Line(text, "");
        Line(text, paint.Bold("Usage:") + " lle OPERATION [ARGUMENT] [OPTIONS]");
        Line(text, "");
        Line(text, paint.Bold("Operations:"));
        foreach (var verb in Verbs.List)
        {
            Entry(text, "  " + verb.Name + (verb.Argument is { } argument ? $" {argument}" : ""), verb.Summary);
        }

        Line(text, "");
        Line(text, paint.Bold("Begin with:"));
        Line(text, "  lle verify BUNDLE                              what is in the bundle, and is it whole?");
        Line(text, "  lle plan BUNDLE --install-prefix ~/.local      what would change? (changes nothing)");
        Line(text, "  lle deploy BUNDLE --install-prefix ~/.local    deploy it");
        Line(text, "  lle status --install-prefix ~/.local           what is installed now?");
        Line(text, "  lle rollback --install-prefix ~/.local         go back to what was installed before");
        Line(text, "");
        Line(text, "lle OPERATION --help explains an operation and its options; lle man prints the manual page.");
        Line(text, "");
        Line(text, ExitCodes);
        return text.ToString();
    }

    public static string Of(Verb verb, Paint paint)
    {
        var text = new StringBuilder();
        Line(text, Usage(verb, paint));
        Line(text, "");
        Wrapped(text, verb.Explanation, 0);
        if (verb.Argument is { } argument)
        {
            Line(text, "");
            Entry(text, "  " + argument, verb.ArgumentText);
        }

        if (verb.Switches.Count > 0)
        {
            Line(text, "");
            foreach (var item in verb.Switches)
            {
                Entry(text, "  " + item.Name, item.Text);
            }
        }

        Options(text, verb, paint);
        if (verb.Examples.Count > 0)
        {
            Line(text, "");
            Line(text, paint.Bold("Examples:"));
            foreach (var example in verb.Examples)
            {
                Line(text, "  " + example);
            }
        }

        return text.ToString();
    }

    public static string ExitCodes =>
        "Exit codes: 0 success or unchanged, 1 degraded, 2 failed, 3 needs attention, 4 failed and rolled back, 64 wrong usage.";

    private static string Usage(Verb verb, Paint paint)
    {
        var argument = verb.Argument is null ? "" : verb.ArgumentRequired ? $" {verb.Argument}" : $" [{verb.Argument}]";
        return $"{paint.Bold("Usage:")} lle {verb.Name}{argument}{(CliOptions.Of(verb).Any() ? " [OPTIONS]" : "")}";
    }

    private static void Options(StringBuilder text, Verb verb, Paint paint)
    {
        foreach (var (group, title) in groups)
        {
            Option[] options = [.. CliOptions.Of(verb).Where(o => o.Group == group)];
            if (options.Length == 0)
            {
                continue;
            }

            Line(text, "");
            Line(text, paint.Bold(title + ":"));
            foreach (var option in options)
            {
                Entry(text, $"  {CliOptions.Spelled(option)}", Explained(option));
            }

            if (group == OptionGroup.What && verb.Scope == OptionScope.All)
            {
                Entry(text, $"  {CommandTree.PlaceholderOption} NAME=VALUE",
                    "replaces @NAME@ in the configuration template; may be given several times");
            }
        }
    }

    private static string Explained(Option option)
    {
        var standard = CliOptions.Default(option);
        string[] more = [standard.Length == 0 ? "" : $"default: {standard}", option.Variable is null ? ""
            : $"environment: {option.Variable}"];
        var behind = string.Join("; ", more.Where(m => m.Length > 0));
        return CliOptions.Text(option) + (behind.Length == 0 ? "" : $" [{behind}]");
    }

    private static void Entry(StringBuilder text, string name, string explanation)
    {
        text.Append(name);
        if (name.Length >= Column - 1)
        {
            text.Append('\n').Append(' ', Column);
        }
        else
        {
            text.Append(' ', Column - name.Length);
        }

        Wrapped(text, explanation, Column);
    }

    private static void Wrapped(StringBuilder text, string words, int indent)
    {
        var at = indent;
        var first = true;
        foreach (var word in words.Split(' '))
        {
            if (!first && at + 1 + word.Length > Width)
            {
                text.Append('\n').Append(' ', indent);
                at = indent;
                first = true;
            }

            text.Append(first ? "" : " ").Append(word);
            at += word.Length + (first ? 0 : 1);
            first = false;
        }

        text.Append('\n');
    }

    private static void Line(StringBuilder text, string line) => text.Append(line).Append('\n');
}
