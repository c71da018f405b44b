using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using Lle.Deploy.Text;

namespace Lle.Deploy.Logging;

/// <summary>
/// One line of the audit log: "[time] [AUDIT] [ID] text [chain:HASH]". HASH is the SHA-256, in hexadecimal, of the bytes of the line
/// before, without its end; on the first chained line, of everything that stands in the file before it.
/// </summary>
internal static class AuditLine
{
    /// <summary>How the text of a line begins that follows one that is incomplete, because writing it was interrupted.</summary>
    public const string TornNotice = "The line before was cut off";

    private const string ChainStart = " [chain:";
    private const int ChainLength = 8 + 64 + 1;
    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdef");

    public static string Format(DateTimeOffset time, string id, string text, string previousHash) =>
        $"[{LogTime.Format(time)}] [AUDIT] [{OneLine.Escape(id)}] {OneLine.Escape(text)}{ChainStart}{previousHash}]";

    public static string Hash(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    /// <returns>The hash that the line carries; null where it carries none.</returns>
    public static string? ChainOf(ReadOnlySpan<byte> line)
    {
        if (line.Length < ChainLength || line[^1] != (byte)']')
        {
            return null;
        }

        var suffix = Encoding.Latin1.GetString(line[^ChainLength..]);
        return suffix.StartsWith(ChainStart, StringComparison.Ordinal)
            && suffix.AsSpan(ChainStart.Length, 64).IndexOfAnyExcept(HexDigits) < 0
            ? suffix.Substring(ChainStart.Length, 64)
            : null;
    }

    public static bool IsTornNotice(ReadOnlySpan<byte> line) => line.IndexOf(Encoding.ASCII.GetBytes($"] {TornNotice}")) >= 0;
}
