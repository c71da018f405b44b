using System.Buffers;

namespace Lle.Deploy.Posix;

/// <summary>Writes to a file in pieces: what is written may be larger than what should be held in memory.</summary>
internal sealed class BufferedOutput(PosixFile file) : IBufferWriter<byte>
{
    private const int PieceSize = 1 << 16;

    private byte[] piece = new byte[PieceSize];
    private int used;

    public void Advance(int count) => used += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        if (piece.Length - used < Math.Max(sizeHint, 1))
        {
            Flush();
            if (piece.Length < sizeHint)
            {
                piece = new byte[sizeHint];
            }
        }

        return piece.AsMemory(used);
    }

    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    /// <summary>What was written so far is in the file on return.</summary>
    public void Flush()
    {
        file.Write(piece.AsSpan(0, used));
        used = 0;
    }
}
