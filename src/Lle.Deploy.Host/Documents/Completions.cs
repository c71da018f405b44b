using System.Text;
using Lle.Deploy.Host.CommandLine;
using Lle.Deploy.Options;

namespace Lle.Deploy.Host.Documents;

/// <summary>Completion scripts for bash, zsh and fish, from the same tables as parser and help. They start no lle: everything is in the
/// script.</summary>
internal static class Completions
{
    public static string? For(string shell) => shell switch
    {
        "bash" => Bash(),
        "zsh" => Zsh(),
        "fish" => Fish(),
        _ => null,
    };

    private static string Bash()
    {
        var script = new StringBuilder("# bash completion for lle\n_lle() {\n");
        script.Append("    local word=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]} operation=${COMP_WORDS[1]} words=\n");
        script.Append("    if [ \"$COMP_CWORD\" -eq 1 ]; then\n");
        script.Append(
            $"        COMPREPLY=($(compgen -W '{string.Join(' ', Verbs.List.Select(v => v.Name))} --help --version' -- \"$word\"))\n   " +
                $"     return\n    fi\n");
        script.Append("    case $previous in\n");
        foreach (var option in OptionTable.All.Where(o => o.Kind == OptionKind.Choice))
        {
            script.Append(
                $"        {CliOptions.Name(option)}) COMPREPLY=($(compgen -W '{string.Join(' ', option.Choices)}' -- \"$word\")); " +
                    $"return ;;\n");
        }

        script.Append(
            $"        {string.Join('|', OptionTable.All.Where(o => o.Kind == OptionKind.Directory).Select(CliOptions.Name))}) " +
                $"COMPREPLY=($(compgen -d -- \"$word\")); return ;;\n");
        script.Append("    esac\n    case $operation in\n");
        foreach (var verb in Verbs.List)
        {
            script.Append(
                $"        {verb.Name}) words='{string.Join(' ', [.. verb.ArgumentValues, .. CommandTree.Names(verb), "--help"])}' ;;\n");
        }

        script.Append("    esac\n    case $word in\n        -*) COMPREPLY=($(compgen -W \"$words\" -- \"$word\")) ;;\n");
        script.Append("        *) COMPREPLY=($(compgen -W \"${words%%--*}\" -- \"$word\") $(compgen -f -- \"$word\")) ;;\n    esac\n}\n");
        return script.Append("complete -o filenames -F _lle lle\n").ToString();
    }

    private static string Zsh()
    {
        var script = new StringBuilder("#compdef lle\n_lle() {\n    local -a operations\n    operations=(\n");
        foreach (var verb in Verbs.List)
        {
            script.Append($"        {Quote($"{verb.Name}:{verb.Summary.Replace(":", "\\:", StringComparison.Ordinal)}")}\n");
        }

        script.Append("    )\n    if (( CURRENT == 2 )); then\n        _describe operation operations\n        return\n    fi\n");
        script.Append("    local operation=$words[2]\n    shift words\n    (( CURRENT-- ))\n    case $operation in\n");
        foreach (var verb in Verbs.List)
        {
            script.Append($"        {verb.Name}) _arguments");
            foreach (var option in CliOptions.Of(verb))
            {
                var value = CliOptions.IsFlag(option) ? "" : $":{CliOptions.ValueName(option)}:{ZshValues(option)}";
                var again = CliOptions.IsList(option) ? "*" : "";
                script.Append(" \\\n            ").Append(
                    Quote($"{again}{CliOptions.Name(option)}[{ZshText(CliOptions.Text(option))}]{value}"));
            }

            foreach (var item in verb.Switches)
            {
                script.Append(" \\\n            ").Append(Quote($"{item.Name}[{ZshText(item.Text)}]"));
            }

            if (verb.Argument is { } argument)
            {
                var values = verb.ArgumentValues.Count > 0 ? $"({string.Join(' ', verb.ArgumentValues)})" : "_files";
                script.Append(" \\\n            ").Append(Quote($"1:{argument}:{values}"));
            }

            script.Append(" ;;\n");
        }

        return script.Append("    esac\n}\nif [ \"$funcstack[1]\" = _lle ]; then _lle \"$@\"; else compdef _lle lle; fi\n").ToString();
    }

    private static string Fish()
    {
        var script = new StringBuilder("# fish completion for lle\n");
        foreach (var verb in Verbs.List)
        {
            script.Append($"complete -c lle -n __fish_use_subcommand -a {verb.Name} -d {Quote(verb.Summary)}\n");
        }

        foreach (var verb in Verbs.List)
        {
            var when = Quote($"__fish_seen_subcommand_from {verb.Name}");
            foreach (var option in CliOptions.Of(verb))
            {
                var value = CliOptions.IsFlag(option) ? "" : option.Kind == OptionKind.Choice
                    ? $" -x -a {Quote(string.Join(' ', option.Choices))}" : " -r";
                script.Append($"complete -c lle -n {when} -l {option.KebabName}{value} -d {Quote(CliOptions.Text(option))}\n");
            }

            foreach (var item in verb.Switches)
            {
                script.Append($"complete -c lle -n {when} -l {item.Name.TrimStart('-')} -d {Quote(item.Text)}\n");
            }

            if (verb.ArgumentValues.Count > 0)
            {
                script.Append($"complete -c lle -n {when} -f -a {Quote(string.Join(' ', verb.ArgumentValues))}\n");
            }
        }

        return script.ToString();
    }

    private static string ZshValues(Option option) => option.Kind switch
    {
        OptionKind.Choice => $"({string.Join(' ', option.Choices)})",
        OptionKind.Directory => "_files -/",
        OptionKind.Path or OptionKind.Paths => "_files",
        _ => "",
    };

    /// <summary>Brackets end an explanation, a colon a part of it.</summary>
    private static string ZshText(string text) =>
        text.Replace("[", "(", StringComparison.Ordinal).Replace("]", ")", StringComparison.Ordinal).Replace(":", "\\:",
            StringComparison.Ordinal);

    private static string Quote(string text) => "'" + text.Replace("'", "'\\''", StringComparison.Ordinal) + "'";
}
