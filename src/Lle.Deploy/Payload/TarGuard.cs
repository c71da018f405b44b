using System.Globalization;
using System.Text;
using Lle.Deploy.Diagnostics;

namespace Lle.Deploy.Payload;

/// <summary>
/// Stands between a tar archive and its reader. The reader believes a header's size and fetches extended headers of any size into memory;
/// this looks at every header first, counts what passes, and refuses what is beyond the limits.
/// </summary>
internal sealed class TarGuard(Stream archive, Func<long> packedBytes, string path, UpdateLimits limits) : ForwardStream
{
    private const int BlockSize = 512;
    private const int MaximumExtendedHeader = 64 << 10;
    private readonly byte[] pending = new byte[BlockSize + MaximumExtendedHeader];
    private int pendingStart;
    private int pendingEnd;
    private long contentLeft;
    private long unpacked;

    /// <summary>A block of zeros stood where a header belongs: the archive ends there.</summary>
    public bool EndMarkSeen { get; private set; }

    public override int Read(Span<byte> buffer)
    {
        if (pendingStart == pendingEnd && contentLeft == 0)
        {
            ReadHeader();
        }

        if (pendingStart < pendingEnd)
        {
            var given = Math.Min(buffer.Length, pendingEnd - pendingStart);
            pending.AsSpan(pendingStart, given).CopyTo(buffer);
            pendingStart += given;
            return given;
        }

        var count = ReadCounted(buffer[..(int)Math.Min(buffer.Length, contentLeft)]);
        contentLeft -= count;
        return count;
    }

    /// <summary>Reads what is behind the last entry, so that a compressed archive is checked to its end.</summary>
    public void Drain()
    {
        while (ReadCounted(pending) > 0)
        {
        }
    }

    private void ReadHeader()
    {
        pendingStart = 0;
        pendingEnd = Fill(0, BlockSize);
        if (pendingEnd < BlockSize || pending.AsSpan(0, BlockSize).IndexOfAnyExcept((byte)0) < 0)
        {
            EndMarkSeen |= pendingEnd == BlockSize;
            return;
        }

        var size = SizeOf(pending.AsSpan(124, 12));
        var padded = (size + BlockSize - 1) / BlockSize * BlockSize;
        var kind = (char)pending[156];
        if (kind == 'S')
        {
            throw Sparse(NameOf(pending));
        }

        if (kind is not ('x' or 'g' or 'X' or 'L' or 'K'))
        {
            contentLeft = padded;
            return;
        }

        if (size > MaximumExtendedHeader)
        {
            throw new DeploymentException(DiagnosticCatalog.UpdateTooBig(
                path, $"an extended header of {size} bytes, {MaximumExtendedHeader} are accepted"));
        }

        pendingEnd += Fill(BlockSize, (int)padded);
        // The reader knows nothing of sparse files: it would unpack what is left of one, under a name that tar made up.
        if (kind is 'x' or 'g' or 'X' && Encoding.Latin1.GetString(pending, BlockSize, (int)size)
            .Contains(" GNU.sparse.", StringComparison.Ordinal))
        {
            throw Sparse(NameOf(pending));
        }

        // An extended header may give the next entry another size than its own header does; then the two readers would part ways.
        if (kind is 'x' or 'g' or 'X' && Encoding.Latin1.GetString(pending, BlockSize, (int)size)
            .Contains(" size=", StringComparison.Ordinal))
        {
            throw new DeploymentException(DiagnosticCatalog.UpdatePackageDamaged(
                path, "an extended header sets a size, which is only needed beyond 8 GiB"));
        }
    }

    private DeploymentException Sparse(string entry) =>
        new(DiagnosticCatalog.UpdateEntrySparse(path, entry.Replace("PaxHeaders/", "", StringComparison.Ordinal)));

    private static string NameOf(ReadOnlySpan<byte> header)
    {
        var name = header[..100];
        var end = name.IndexOf((byte)0);
        return Encoding.Latin1.GetString(end < 0 ? name : name[..end]);
    }

    private int Fill(int start, int length)
    {
        var filled = 0;
        while (filled < length && ReadCounted(pending.AsSpan(start + filled, length - filled)) is var count and > 0)
        {
            filled += count;
        }

        return filled;
    }

    private int ReadCounted(Span<byte> buffer)
    {
        var count = archive.Read(buffer);
        unpacked += count;
        if (unpacked > limits.Bytes)
        {
            throw new DeploymentException(DiagnosticCatalog.UpdateTooBig(path, $"more than {limits.Bytes} bytes"));
        }

        if (unpacked > limits.RatioFreeBytes && unpacked / limits.Ratio > packedBytes())
        {
            throw new DeploymentException(DiagnosticCatalog.UpdateTooBig(path, $"more than {limits.Ratio} times its packed size"));
        }

        return count;
    }

    private long SizeOf(ReadOnlySpan<byte> field)
    {
        var text = Encoding.Latin1.GetString(field).Trim(' ', '\0');
        long size = 0;
        foreach (var digit in text)
        {
            size = digit is >= '0' and <= '7'
                ? (size * 8) + (digit - '0')
                : throw new DeploymentException(DiagnosticCatalog.UpdatePackageDamaged(path, string.Create(
                    CultureInfo.InvariantCulture, $"a header's size is not an octal number (at byte {unpacked - BlockSize})")));
        }

        return size;
    }
}
