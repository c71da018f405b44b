using Lle.Deploy.Host.CommandLine;
using Lle.Deploy.Options;
using Lle.Deploy.Text;

namespace Lle.Deploy.Host.Output;

/// <summary>A command that runs lle from any directory, for reports to print.</summary>
internal static class PastedCommand
{
    public static string Of(EngineOperation operation, IEnumerable<KeyValuePair<string, string>> options) =>
        string.Join(' ', ["lle", operation.ToString().ToLowerInvariant(),
            .. options.SelectMany(option => Words(option.Key, option.Value))]);

    /// <summary>The deployment is the verb's argument, and no option.</summary>
    private static IEnumerable<string> Words(string name, string value) =>
        name == OptionTable.DeploymentId.Name ? [Word(value)]
        : OptionTable.Find(name) is { } option ? [CliOptions.Name(option), Word(value)]
        : [];

    private static string Word(string text) =>
        text.All(each => char.IsAsciiLetterOrDigit(each) || each is '-' or ':' or '=' or '/' or '.' or '_' or '+') ? text
            : ShellLiteral.Quote(text);
}
