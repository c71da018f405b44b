using System.Buffers.Binary;
using System.IO.Compression;

namespace Lle.Deploy.Payload;

/// <summary>
/// Unpacks a gzip file of one or several members (RFC 1952) and checks the checksum and the length of each. .NET's own reader takes the end
/// of the file anywhere for the end of the data, and then looks at no checksum; and it does not say where a member ends.
/// </summary>
internal sealed class GzipMembers(Stream source) : ForwardStream
{
    private const int TrailerSize = 8;
    private const byte HasHeaderChecksum = 2, HasExtra = 4, HasName = 8, HasComment = 16, Reserved = 0xe0;
    private readonly Pieces pieces = new(source);
    private DeflateStream? member;
    private Crc32 checksum = new();
    private uint length;

    public static bool Begins(ReadOnlySpan<byte> magic) => magic is [0x1f, 0x8b, ..];

    public override int Read(Span<byte> buffer)
    {
        while (!buffer.IsEmpty)
        {
            if (member is null && !OpenMember())
            {
                break;
            }

            if (member!.Read(buffer) is var count and > 0)
            {
                checksum.Add(buffer[..count]);
                length += (uint)count;
                return count;
            }

            EndMember();
        }

        return 0;
    }

    protected override void Dispose(bool disposing)
    {
        member?.Dispose();
        base.Dispose(disposing);
    }

    /// <returns>false at the end of the file.</returns>
    private bool OpenMember()
    {
        if (source.Position == source.Length)
        {
            return false;
        }

        Span<byte> header = stackalloc byte[10];
        source.ReadExactly(header);
        if (!Begins(header) || header[2] != 8 || (header[3] & Reserved) != 0)
        {
            throw new InvalidDataException("No gzip member begins here.");
        }

        Skip(header[3]);
        member = new DeflateStream(pieces, CompressionMode.Decompress, leaveOpen: true);
        (checksum, length) = (new Crc32(), 0);
        return true;
    }

    private void Skip(byte flags)
    {
        if ((flags & HasExtra) != 0)
        {
            Span<byte> size = stackalloc byte[2];
            source.ReadExactly(size);
            source.Position += BinaryPrimitives.ReadUInt16LittleEndian(size);
        }

        for (var texts = ((flags & HasName) != 0 ? 1 : 0) + ((flags & HasComment) != 0 ? 1 : 0); texts > 0; texts--)
        {
            for (var value = source.ReadByte(); value != 0; value = source.ReadByte())
            {
                if (value < 0)
                {
                    throw new EndOfStreamException();
                }
            }
        }

        source.Position += (flags & HasHeaderChecksum) != 0 ? 2 : 0;
    }

    /// <summary>The data ended somewhere in the last piece that was read: there stand the checksum and the length that were counted, or
    /// nowhere.</summary>
    private void EndMember()
    {
        member!.Dispose();
        member = null;
        Span<byte> trailer = stackalloc byte[TrailerSize];
        BinaryPrimitives.WriteUInt32LittleEndian(trailer, checksum.Value);
        BinaryPrimitives.WriteUInt32LittleEndian(trailer[4..], length);
        Span<byte> window = new byte[pieces.LastLength + TrailerSize + 2];
        source.Position = pieces.LastStart;
        window = window[..source.ReadAtLeast(window, window.Length, throwOnEndOfStream: false)];
        for (var at = window.IndexOf(trailer); at >= 0; at = Next(window, trailer, at))
        {
            // The zeros of an empty member's trailer may seem to begin too early.
            var rest = window[(at + TrailerSize)..];
            if (rest.IsEmpty || Begins(rest))
            {
                source.Position = pieces.LastStart + at + TrailerSize;
                return;
            }
        }

        throw new EndOfStreamException();
    }

    private static int Next(ReadOnlySpan<byte> window, ReadOnlySpan<byte> trailer, int at) =>
        window[(at + 1)..].IndexOf(trailer) is var next and >= 0 ? at + 1 + next : -1;

    /// <summary>Hands the packed bytes on in pieces, so that little has to be searched for the end.</summary>
    private sealed class Pieces(Stream source) : ForwardStream
    {
        private const int Size = 4096;

        public long LastStart { get; private set; }

        public int LastLength { get; private set; }

        public override int Read(Span<byte> buffer)
        {
            var start = source.Position;
            var count = source.Read(buffer[..Math.Min(buffer.Length, Size)]);
            if (count > 0)
            {
                (LastStart, LastLength) = (start, count);
            }

            return count;
        }
    }
}
