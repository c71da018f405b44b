using System.Buffers;
using System.Globalization;
using System.Text;

namespace Lle.Deploy.Posix;

/// <summary>
/// File names as the kernel has them: bytes, mostly UTF-8. In strings a byte that is no UTF-8 stands as the lone surrogate U+DC00 + byte,
/// which no text holds, so that any name can be listed, joined, opened and compared. Records spell names in plain ASCII escapes, see
/// <see cref="ToRecord"/>.
/// </summary>
internal static class FileName
{
    private const char FirstByte = '\udc80';
    private const char LastByte = '\udcff';

    public static string FromBytes(ReadOnlySpan<byte> bytes)
    {
        if (System.Text.Unicode.Utf8.IsValid(bytes))
        {
            return Encoding.UTF8.GetString(bytes);
        }

        var text = new StringBuilder(bytes.Length);
        while (!bytes.IsEmpty)
        {
            var isText = Rune.DecodeFromUtf8(bytes, out var rune, out var consumed) == OperationStatus.Done;
            if (isText)
            {
                text.Append(rune.ToString());
            }
            else
            {
                foreach (var value in bytes[..consumed])
                {
                    text.Append((char)(FirstByte - 0x80 + value));
                }
            }

            bytes = bytes[consumed..];
        }

        return text.ToString();
    }

    /// <summary>The longest path, in bytes, that a program can open.</summary>
    public const int LongestPath = 4095;

    public static bool IsPath(string path) => Encoding.UTF8.GetByteCount(path) <= LongestPath;

    /// <summary>Whether all of it is UTF-8.</summary>
    public static bool IsText(string name) => System.Text.Unicode.Utf8.IsValid(ToBytes(name));

    /// <summary>The bytes of a name or path; <see cref="FromBytes"/> gives the same string back.</summary>
    public static byte[] ToBytes(string name)
    {
        if (name.AsSpan().IndexOfAnyInRange(FirstByte, LastByte) < 0)
        {
            return Encoding.UTF8.GetBytes(name);
        }

        var bytes = new ArrayBufferWriter<byte>(name.Length + 16);
        for (var index = 0; index < name.Length; index++)
        {
            if (IsByte(name, index))
            {
                bytes.Write([(byte)(name[index] - FirstByte + 0x80)]);
            }
            else
            {
                var length = char.IsHighSurrogate(name[index]) && index + 1 < name.Length && char.IsLowSurrogate(name[index + 1]) ? 2 : 1;
                bytes.Write(Encoding.UTF8.GetBytes(name.Substring(index, length)));
                index += length - 1;
            }
        }

        return bytes.WrittenSpan.ToArray();
    }

    /// <summary>Whether the character stands for a byte that is no UTF-8.</summary>
    private static bool IsByte(string name, int index) =>
        name[index] is >= FirstByte and <= LastByte && (index == 0 || !char.IsHighSurrogate(name[index - 1]));

    /// <summary>The spelling of records: bytes that are no UTF-8 and control characters as \xHH, a backslash as \\; everything else as it
    /// is.</summary>
    public static string ToRecord(string name)
    {
        if (!NeedsEscape(name))
        {
            return name;
        }

        var record = new StringBuilder(name.Length + 16);
        for (var index = 0; index < name.Length; index++)
        {
            var character = name[index];
            if (character == '\\')
            {
                record.Append(@"\\");
            }
            else if (IsByte(name, index) || char.IsControl(character))
            {
                foreach (var value in ToBytes(character.ToString()))
                {
                    record.Append(CultureInfo.InvariantCulture, $"\\x{value:x2}");
                }
            }
            else
            {
                record.Append(character);
            }
        }

        return record.ToString();
    }

    private static bool NeedsEscape(string name)
    {
        for (var index = 0; index < name.Length; index++)
        {
            if (name[index] == '\\' || char.IsControl(name[index]) || IsByte(name, index))
            {
                return true;
            }
        }

        return false;
    }

    /// <exception cref="FormatException">A backslash that is followed by neither a backslash nor xHH.</exception>
    public static string FromRecord(string record)
    {
        if (!record.Contains('\\', StringComparison.Ordinal))
        {
            return record;
        }

        var bytes = new ArrayBufferWriter<byte>(record.Length);
        var rest = record.AsSpan();
        while (rest.IndexOf('\\') is var escape and >= 0)
        {
            bytes.Write(ToBytes(rest[..escape].ToString()));
            rest = rest[(escape + 1)..];
            var isByte = rest.Length >= 3 && rest[0] == 'x';
            if (!isByte && (rest.IsEmpty || rest[0] != '\\'))
            {
                throw new FormatException(record);
            }

            bytes.Write([isByte ? byte.Parse(rest[1..3], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture) : (byte)'\\']);
            rest = rest[(isByte ? 3 : 1)..];
        }

        bytes.Write(ToBytes(rest.ToString()));
        return FromBytes(bytes.WrittenSpan);
    }
}
