using System.Globalization;
using System.Text;

namespace Lle.Deploy.Tasks.Results;

/// <summary>A command that runs a target of a project, from any directory.</summary>
internal static class BuildCommand
{
    public static string Of(string project, EngineOperation operation, IEnumerable<KeyValuePair<string, string>> options) =>
        string.Join(' ', ["dotnet msbuild", Word(project), $"-t:Lle{operation}",
            .. options.Select(option => Property(option.Key, option.Value))]);

    /// <summary>What MSBuild would read as its own is encoded.</summary>
    private static string Property(string name, string value)
    {
        var argument = new StringBuilder($"-p:{name}=");
        foreach (var character in value)
        {
            _ = character is '%' or '$' or '@' or '\'' or ';' or ',' or '?' or '*' or '(' or ')' or '"'
                ? argument.Append(CultureInfo.InvariantCulture, $"%{(int)character:X2}")
                : argument.Append(character);
        }

        return Word(argument.ToString());
    }

    /// <summary>One word of a POSIX shell.</summary>
    private static string Word(string text) =>
        text.All(each => char.IsAsciiLetterOrDigit(each) || each is '-' or ':' or '=' or '/' or '.' or '_' or '%' or '+')
            ? text
            : $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
