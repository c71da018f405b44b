using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Lle.Deploy.Processes;

namespace Lle.Deploy.Measurements;

/// <summary>The display cache's hit rate, as LLE itself reports it: asked of a live session, never assumed.</summary>
internal static partial class CacheHitRate
{
    private const int RoundsBetween = 5;

    private static readonly byte[] WithoutPath = "PATH=/dev/null"u8.ToArray();
    private static readonly byte[] WithPath = Encoding.UTF8.GetBytes($"PATH={SafeEnvironment.Path}");

    /// <summary>Percent, or null: this shell reports none.</summary>
    public static double? Ask(Conversation conversation)
    {
        _ = AskBuiltin(conversation, "display performance init"u8);
        for (var round = 0; round < RoundsBetween; round++)
        {
            _ = conversation.Round();
        }

        return Parse(AskBuiltin(conversation, "display performance report"u8));
    }

    /// <summary>Where the shell has no such command, ImageMagick's display must not be started in its place.</summary>
    private static string AskBuiltin(Conversation conversation, ReadOnlySpan<byte> command)
    {
        _ = conversation.Ask(WithoutPath);
        var answer = conversation.Ask(command);
        _ = conversation.Ask(WithPath);
        return answer;
    }

    /// <summary>The rate of the report's section on the cache; none where the report is missing, or counted no operation.</summary>
    public static double? Parse(string report) =>
        Rate().Match(report) is { Success: true } match
        && match.Groups["operations"].ValueSpan.Trim('0').Length > 0
        && double.TryParse(match.Groups["rate"].ValueSpan, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent)
        && percent <= 100
            ? percent
            : null;

    [GeneratedRegex(@"Cache Performance:\s+Operations: (?<operations>\d{1,18}) total[^\n]*\s+Hit Rate: (?<rate>\d{1,3}(\.\d{1,6})?)%",
        RegexOptions.None, 1000)]
    private static partial Regex Rate();
}
