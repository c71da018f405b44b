using Lle.Deploy.Host.CommandLine;
using Lle.Deploy.Options;
using Lle.Deploy.Text;

namespace Lle.Deploy.Host.Output;

/// <summary>A command that runs lle from any directory, for reports to print.</summary>
internal static class PastedCommand
{
    public static string Of(EngineOperation operation, IEnumerable<KeyValuePair<string, string>> options) =>
        string.Join(' ', [Word(Program), operation.ToString().ToLowerInvariant(),
            .. options.SelectMany(option => Words(option.Key, option.Value))]);

    /// <summary>By its name alone where a shell finds this very program so; roll-outs put it where no shell looks.</summary>
    private static string Program => Environment.ProcessPath is not { } path || Found() is { } found && IsSame(found, path) ? "lle" : path;

    private static string? Found() => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries)
        .Where(Path.IsPathRooted).Select(folder => Path.Combine(folder, "lle")).FirstOrDefault(File.Exists);

    private static bool IsSame(string one, string other) => Resolved(one) == Resolved(other);

    private static string Resolved(string path) => File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;

    /// <summary>The deployment is the verb's argument, and no option.</summary>
    private static IEnumerable<string> Words(string name, string value) =>
        name == OptionTable.DeploymentId.Name ? [Word(value)]
        : OptionTable.Find(name) is { } option ? [CliOptions.Name(option), Word(value)]
        : [];

    private static string Word(string text) =>
        text.All(each => char.IsAsciiLetterOrDigit(each) || each is '-' or ':' or '=' or '/' or '.' or '_' or '+') ? text
            : ShellLiteral.Quote(text);
}
