using Lle.Deploy.Host.Operations;
using Lle.Deploy.Host.Output;
using Lle.Deploy.Options;

namespace Lle.Deploy.Host.CommandLine;

/// <summary>From the words of the command line to an exit code.</summary>
internal static class Cli
{
    public static int Run(string[] words)
    {
        var paint = new Paint(Speech.OutputIsTerminal);
        switch (words)
        {
            case []:
                Speech.Complain(Help.Overview(new Paint(Speech.ErrorIsTerminal)).TrimEnd());
                return ExitCode.WrongUsage;
            case ["--help" or "-h"] or ["help"]:
                Speech.Say(Help.Overview(paint).TrimEnd());
                return ExitCode.Success;
            case ["--version" or "-V"]:
                Speech.Say(ProgramVersion.Number);
                return ExitCode.Success;
            case ["help", var about, ..]:
                return Explain(about, paint);
            case [var name, .. var rest] when rest.TakeWhile(w => w != "--").Any(w => w is "--help" or "-h"):
                return Explain(name, paint);
            default:
                return Verbs.Find(words[0]) is { } verb ? Parse(verb, words) : Unknown(words[0]);
        }
    }

    private static int Parse(Verb verb, string[] words)
    {
        var problems = Misspelt(verb, words);
        var arguments = problems.Count == 0 ? new CommandTree(verb.Name).Read(words, out problems) : null;
        if (arguments is not null)
        {
            return Dispatch.Run(arguments);
        }

        foreach (var problem in problems)
        {
            Speech.Complain($"lle {verb.Name}: {problem.TrimEnd('.')}");
        }

        Speech.Complain($"Usage: lle {verb.Name} --help");
        return ExitCode.WrongUsage;
    }

    /// <summary>An option with a typing error must not be taken for the path of a bundle. A path that begins with a dash can stand behind
    /// --.</summary>
    private static IReadOnlyList<string> Misspelt(Verb verb, string[] words)
    {
        string[] known = [.. CommandTree.Names(verb)];
        return [.. words.TakeWhile(w => w != "--").Where(w => w.StartsWith('-')).Select(w => w.Split('=')[0]).Where(w =>
            !known.Contains(w)).Distinct().Where(w => !IsValue(verb, words, w))
            .Select(w => NearestName.Of(w, known) is { } near ? $"there is no option {w}: did you mean {near}?"
                : $"there is no option {w}")];
    }

    /// <summary>What follows an option that takes a value is that value, whatever it looks like: --startup-arguments -c.</summary>
    private static bool IsValue(Verb verb, string[] words, string word)
    {
        var at = Array.FindIndex(words, w => w.Split('=')[0] == word);
        return at > 0 && CliOptions.Of(verb).FirstOrDefault(o => CliOptions.Name(o) == words[at - 1]) is { } before
            && !CliOptions.IsFlag(before);
    }

    private static int Explain(string name, Paint paint)
    {
        if (Verbs.Find(name) is not { } verb)
        {
            return Unknown(name);
        }

        Speech.Say(Help.Of(verb, paint).TrimEnd());
        return ExitCode.Success;
    }

    private static int Unknown(string name)
    {
        var near = NearestName.Of(name, Verbs.List.Select(v => v.Name));
        Speech.Complain($"lle: there is no operation '{name}'{(near is null ? "" : $": did you mean {near}?")}");
        Speech.Complain("Usage: lle --help");
        return ExitCode.WrongUsage;
    }
}
