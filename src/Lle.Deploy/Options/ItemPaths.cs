using System.Text;
using Lle.Deploy.Posix;

namespace Lle.Deploy.Options;

/// <summary>Paths and modes as items give them.</summary>
internal static class ItemPaths
{
    private const int LongestName = 255;

    /// <summary>What the prefix or the version folder precedes still fits into a path of Linux (4,096 bytes).</summary>
    private const int LongestPath = 2048;

    /// <returns>Relative to the payload folder; null: outside of it.</returns>
    public static string? InPayload(string payloadDir, string include)
    {
        var relative = Path.IsPathRooted(include) ? Path.GetRelativePath(payloadDir, include) : include.TrimEnd('/');
        while (relative.StartsWith("./", StringComparison.Ordinal))
        {
            relative = relative[2..];
        }

        return Path.IsPathRooted(relative) || relative.Length == 0 || relative.Split('/').Any(part => part is ".." or "." or "")
            ? null : relative;
    }

    /// <returns>What is wrong with a relative target path; null: nothing.</returns>
    public static string? Problem(string target)
    {
        var parts = target.Split('/');
        return target.StartsWith('/') ? $"'{target}' is absolute; expected a relative one"
            : parts.Contains("..") ? $"'{target}' leads out of the directory"
            : parts.Any(part => part is "" or ".") ? $"'{target}' has an empty part"
            : parts.Any(part => Encoding.UTF8.GetByteCount(part) > LongestName) ? $"has a name of more than {LongestName} bytes"
            : Encoding.UTF8.GetByteCount(target) > LongestPath ? $"has more than {LongestPath} bytes"
            : target.Contains('\\', StringComparison.Ordinal) ? $"'{target}' contains a backslash; expected / between the names"
            : target.Any(char.IsControl) ? "contains control characters"
            : parts.Any(part => part.StartsWith(".lle-", StringComparison.Ordinal)) ? "has a name that begins with .lle-"
            : null;
    }

    /// <summary>Permission and set-id bits in octal digits.</summary>
    /// <returns>null: it is none.</returns>
    public static uint? ModeWithSetId(string text) => text.Length == 4 && (text[0] is '2' or '4' or '6') && Mode(text[1..]) is { } bits
        ? bits | ((uint)(text[0] - '0') << 9) : Mode(text);

    /// <summary>Permission bits in octal digits.</summary>
    /// <returns>null: it is none, or has set-id bits.</returns>
    public static uint? Mode(string text) =>
        text.Length is 3 or 4 && text.All(digit => digit is >= '0' and <= '7') && Convert.ToUInt32(text, 8) is var mode
        && mode <= FileModes.All ? mode : null;
}
