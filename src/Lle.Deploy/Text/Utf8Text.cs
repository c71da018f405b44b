using System.Text;
using System.Text.Unicode;

namespace Lle.Deploy.Text;

/// <summary>Bytes to text without guessing: what is not UTF-8 is an error at its place, never a replacement character.</summary>
internal static class Utf8Text
{
    /// <summary>The error to throw: what is wrong at a file, line and column.</summary>
    public delegate Exception Complaint(string file, int line, int column);

    /// <summary>A byte order mark at the start is dropped.</summary>
    public static string Decode(ReadOnlySpan<byte> bytes, string file, Complaint notText)
    {
        if (bytes.StartsWith("\uFEFF"u8))
        {
            bytes = bytes[3..];
        }

        if (Utf8.IsValid(bytes))
        {
            return Encoding.UTF8.GetString(bytes);
        }

        var valid = bytes[..ValidPrefix(bytes)];
        var line = valid.Count((byte)'\n') + 1;
        var column = Encoding.UTF8.GetCharCount(valid[(valid.LastIndexOf((byte)'\n') + 1)..]) + 1;
        throw notText(file, line, column);
    }

    private static int ValidPrefix(ReadOnlySpan<byte> bytes)
    {
        var length = 0;
        while (Rune.DecodeFromUtf8(bytes[length..], out _, out var consumed) == System.Buffers.OperationStatus.Done)
        {
            length += consumed;
        }

        return length;
    }
}
