using System.Buffers;
using System.Runtime.InteropServices;
using Lle.Deploy.Posix;

namespace Lle.Deploy.Processes;

/// <summary>One pipe out of a program: the first bytes are kept, the rest is read and thrown away so that the program can go on.</summary>
internal sealed unsafe class CapturedOutput : IDisposable
{
    private readonly ArrayBufferWriter<byte> kept = new();
    private readonly int limit;

    public CapturedOutput(int limit)
    {
        this.limit = limit;
        if (limit > 0)
        {
            (ReadEnd, WriteEnd) = Channel.Pipe();
        }
    }

    public int ReadEnd { get; private set; } = -1;

    public int WriteEnd { get; private set; } = -1;

    public bool Truncated { get; private set; }

    public byte[] Kept => kept.WrittenSpan.ToArray();

    /// <summary>Reads once; may block where poll has not said there is something. False: the end, and the pipe is closed.</summary>
    public bool ReadOnce(byte[] buffer)
    {
        nint count;
        fixed (byte* bytes = buffer)
        {
            count = PipeCalls.Read(ReadEnd, bytes, buffer.Length);
        }

        if (count < 0 && Marshal.GetLastPInvokeError() == Errno.Interrupted)
        {
            return true;
        }

        if (count <= 0)
        {
            _ = PipeCalls.Close(ReadEnd);
            ReadEnd = -1;
            return false;
        }

        var room = Math.Min((int)count, limit - kept.WrittenCount);
        kept.Write(buffer.AsSpan(0, room));
        Truncated |= room < count;
        return true;
    }

    /// <summary>Reads what is there already; false where there is nothing more.</summary>
    public bool ReadAvailable(byte[] buffer)
    {
        var entry = new PollEntry { Descriptor = ReadEnd, Events = PipeCalls.Readable };
        return ReadEnd >= 0 && PipeCalls.Poll(&entry, 1, 0) > 0 && ReadOnce(buffer);
    }

    public void CloseWriteEnd()
    {
        if (WriteEnd >= 0)
        {
            _ = PipeCalls.Close(WriteEnd);
            WriteEnd = -1;
        }
    }

    public void Dispose()
    {
        CloseWriteEnd();
        if (ReadEnd >= 0)
        {
            _ = PipeCalls.Close(ReadEnd);
            ReadEnd = -1;
        }
    }
}
