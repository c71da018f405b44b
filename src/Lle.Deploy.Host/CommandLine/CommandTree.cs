using System.CommandLine;
using Lle.Deploy.Options;
using CliOption = System.CommandLine.Option;
using Option = Lle.Deploy.Options.Option;

namespace Lle.Deploy.Host.CommandLine;

/// <summary>Reads a command line by the tables of operations and options.</summary>
internal sealed class CommandTree
{
    public const string PlaceholderOption = "--placeholder";

    private readonly RootCommand root = new();

    private readonly Dictionary<Verb, Node> nodes = [];

    public CommandTree(string? only = null)
    {
        // An argument that begins with @ is a path, and [suggest] is one too.
        root.Directives.Clear();
        root.Options.Clear();
        foreach (var verb in Verbs.List)
        {
            var node = new Node(verb, only is null || verb.Name == only);
            nodes[verb] = node;
            root.Add(node.Command);
        }
    }

    /// <param name="problems">What is wrong, in sentences; empty where the result is not null.</param>
    public Arguments? Read(IReadOnlyList<string> words, out IReadOnlyList<string> problems)
    {
        var parsed = root.Parse(words, new ParserConfiguration { ResponseFileTokenReplacer = null, EnablePosixBundling = false });
        var node = nodes.Values.FirstOrDefault(n => n.Command == parsed.CommandResult.Command);
        List<string> found = [.. parsed.Errors.Select(e => e.Message)];
        var given = node is null ? null : Given(node, parsed, found);
        if (node is null && found.Count == 0)
        {
            found.Add("No operation is named");
        }

        problems = found;
        return found.Count == 0 ? given : null;
    }

    /// <summary>Every option that an operation understands, with its dashes.</summary>
    public static IEnumerable<string> Names(Verb verb) =>
    [
        .. CliOptions.Of(verb).Select(CliOptions.Name), .. verb.Scope == OptionScope.All ? [PlaceholderOption] : Array.Empty<string>(),
            .. verb.Switches.Select(s => s.Name),
    ];

    private static Arguments Given(Node node, ParseResult parsed, List<string> problems)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (option, symbol) in node.Options)
        {
            if (parsed.GetResult(symbol) is { Implicit: false } result)
            {
                // System.CommandLine tells true and false apart from the next argument; everything else is judged by the engine's own
                // rules.
                values[option.Name] = CliOptions.IsFlag(option) && result.Tokens.Count == 0 ? "true"
                    : string.Join(';', result.Tokens.Select(t => t.Value));
                // "$UNSET" of a shell would be the default, for instance the prefix /usr/local.
                if (values[option.Name].Length == 0 && option.Group is (OptionGroup.Where or OptionGroup.What or OptionGroup.Judged))
                {
                    problems.Add($"{CliOptions.Name(option)} is given and is empty; give it a value, or leave it out");
                }
            }
        }

        return new Arguments(node.Verb)
        {
            Argument = node.Argument is null ? null : parsed.GetResult(node.Argument)?.Tokens is [var first, ..] ? first.Value : null,
            Values = values,
            Placeholders = Placeholders(node, parsed, problems),
            Switches = node.Switches.Where(s => parsed.GetResult(s) is { Implicit: false }).Select(s =>
                s.Name).ToHashSet(StringComparer.Ordinal),
        };
    }

    private static Dictionary<string, string> Placeholders(Node node, ParseResult parsed, List<string> problems)
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var token in node.Placeholder is null ? [] : parsed.GetResult(node.Placeholder)?.Tokens ?? [])
        {
            var equals = token.Value.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0)
            {
                problems.Add($"{PlaceholderOption} needs NAME=VALUE, not '{token.Value}'");
            }
            else
            {
                found[token.Value[..equals]] = token.Value[(equals + 1)..];
            }
        }

        return found;
    }

    /// <summary>One operation in the words of System.CommandLine.</summary>
    private sealed class Node
    {
        public Node(Verb verb, bool withOptions)
        {
            Verb = verb;
            Command = new Command(verb.Name);
            if (!withOptions)
            {
                return;
            }

            if (verb.Argument is { } name)
            {
                Argument = new Argument<string>(name)
                {
                    Arity = verb.ArgumentRequired ? ArgumentArity.ExactlyOne
                    : ArgumentArity.ZeroOrOne
                };
                Command.Add(Argument);
            }

            foreach (var option in CliOptions.Of(verb))
            {
                var spelled = CliOptions.Name(option);
                CliOption symbol = CliOptions.IsFlag(option) ? new Option<bool>(spelled)
                    : CliOptions.IsList(option)
                        ? new Option<string[]>(spelled) { Arity = ArgumentArity.OneOrMore, AllowMultipleArgumentsPerToken = false }
                    : new Option<string>(spelled) { Arity = ArgumentArity.ExactlyOne };
                Options[option] = symbol;
                Command.Add(symbol);
            }

            if (verb.Scope == OptionScope.All)
            {
                Placeholder = new Option<string[]>(PlaceholderOption)
                {
                    Arity = ArgumentArity.OneOrMore,
                    AllowMultipleArgumentsPerToken = false
                };
                Command.Add(Placeholder);
            }

            foreach (var item in verb.Switches)
            {
                var symbol = new Option<bool>(item.Name) { Arity = ArgumentArity.Zero };
                Switches.Add(symbol);
                Command.Add(symbol);
            }
        }

        public Verb Verb { get; }

        public Command Command { get; }

        public Argument<string>? Argument { get; }

        public Dictionary<Option, CliOption> Options { get; } = [];

        public Option<string[]>? Placeholder { get; }

        public List<Option<bool>> Switches { get; } = [];
    }
}
