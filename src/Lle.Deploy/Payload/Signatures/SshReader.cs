using System.Buffers.Binary;
using System.Text;

namespace Lle.Deploy.Payload.Signatures;

/// <summary>Reads SSH's wire format: lengths and bytes. Every method returns false where the input ends too early or is not of the
/// form.</summary>
internal ref struct SshReader(ReadOnlySpan<byte> input)
{
    private ReadOnlySpan<byte> rest = input;

    public readonly bool AtEnd => rest.IsEmpty;

    public bool TryNumber(out uint number)
    {
        number = 0;
        if (rest.Length < 4)
        {
            return false;
        }

        number = BinaryPrimitives.ReadUInt32BigEndian(rest);
        rest = rest[4..];
        return true;
    }

    public bool TryBytes(out ReadOnlySpan<byte> bytes)
    {
        bytes = default;
        if (!TryNumber(out var length) || length > rest.Length)
        {
            return false;
        }

        bytes = rest[..(int)length];
        rest = rest[(int)length..];
        return true;
    }

    public bool TryText(out string text)
    {
        text = "";
        if (!TryBytes(out var bytes) || bytes.Length > 256)
        {
            return false;
        }

        text = Encoding.Latin1.GetString(bytes);
        return true;
    }

    /// <summary>A non-negative number of any length, without leading zeros.</summary>
    public bool TryInteger(out ReadOnlySpan<byte> magnitude)
    {
        if (!TryBytes(out magnitude) || magnitude.IsEmpty || (magnitude[0] & 0x80) != 0)
        {
            return false;
        }

        if (magnitude[0] == 0)
        {
            magnitude = magnitude[1..];
            return !magnitude.IsEmpty && (magnitude[0] & 0x80) != 0;
        }

        return true;
    }

    public bool TrySkip(ReadOnlySpan<byte> expected)
    {
        if (!rest.StartsWith(expected))
        {
            return false;
        }

        rest = rest[expected.Length..];
        return true;
    }
}
