using Lle.Deploy.Posix;

namespace Lle.Deploy.Processes;

/// <summary>
/// The three standard streams of one launch, served together by poll, so that neither a full pipe of input nor one of output can stand
/// still while the other waits.
/// </summary>
internal sealed unsafe class CapturedStreams : IDisposable
{
    // After POLLOUT a pipe takes this much without blocking (PIPE_BUF; 512 is the least POSIX allows).
    private const int InputChunk = 512;
    private const int PollSliceMilliseconds = 10;

    // More than the largest pipe an ordinary user can ask for (1 MiB), in buffers of 64 KiB.
    private const int MaxDrainRounds = 32;

    private readonly ReadOnlyMemory<byte> input;
    private readonly CapturedOutput output;
    private readonly CapturedOutput errors;
    private readonly int nothing = PipeCalls.OpenNull();
    private readonly byte[] buffer = new byte[65536];
    private int inputRead = -1;
    private int inputWrite = -1;
    private int inputDone;

    public CapturedStreams(ReadOnlyMemory<byte> input, int outputLimit)
    {
        this.input = input;
        output = new CapturedOutput(outputLimit);
        errors = new CapturedOutput(outputLimit);
        if (!input.IsEmpty)
        {
            (inputRead, inputWrite) = Channel.Pipe();
        }
    }

    public byte[] Output => output.Kept;

    public byte[] Errors => errors.Kept;

    public bool Truncated => output.Truncated || errors.Truncated;

    public void Connect(SpawnPlan plan) => plan
        .Connect(inputRead >= 0 ? inputRead : nothing, 0)
        .Connect(output.WriteEnd >= 0 ? output.WriteEnd : nothing, 1)
        .Connect(errors.WriteEnd >= 0 ? errors.WriteEnd : nothing, 2);

    /// <summary>Serves the streams until the process has ended (it is not reaped).</summary>
    public void Converse(int pid, string executable)
    {
        Close(ref inputRead);
        output.CloseWriteEnd();
        errors.CloseWriteEnd();
        var process = ProcessCalls.OpenProcess(pid);
        try
        {
            // Where no descriptor tells of the end, look in slices.
            while (Serve(process, process >= 0 ? -1 : PollSliceMilliseconds) is var ended && !ended)
            {
                if (process < 0 && Child.HasEnded(pid, executable))
                {
                    break;
                }
            }
        }
        finally
        {
            Close(ref process);
        }

        Close(ref inputWrite);
    }

    /// <summary>What is in the pipes already; a process that escaped its group may hold them open for ever and is not waited for.</summary>
    public void Drain()
    {
        var rounds = 0;
        while ((output.ReadAvailable(buffer) | errors.ReadAvailable(buffer)) && rounds++ < MaxDrainRounds)
        {
        }
    }

    public void Dispose()
    {
        Close(ref inputRead);
        Close(ref inputWrite);
        output.Dispose();
        errors.Dispose();
        _ = PipeCalls.Close(nothing);
    }

    /// <summary>One poll and what it asks for. True: the process ended.</summary>
    private bool Serve(int process, int milliseconds)
    {
        // poll ignores entries with a negative descriptor.
        var entries = stackalloc PollEntry[4];
        entries[0] = new PollEntry { Descriptor = process, Events = PipeCalls.Readable };
        entries[1] = new PollEntry { Descriptor = output.ReadEnd, Events = PipeCalls.Readable };
        entries[2] = new PollEntry { Descriptor = errors.ReadEnd, Events = PipeCalls.Readable };
        entries[3] = new PollEntry { Descriptor = inputWrite, Events = PipeCalls.Writable };
        if (PipeCalls.Poll(entries, 4, milliseconds) <= 0)
        {
            return false;
        }

        if (entries[1].Happened != 0)
        {
            output.ReadOnce(buffer);
        }

        if (entries[2].Happened != 0)
        {
            errors.ReadOnce(buffer);
        }

        if (entries[3].Happened != 0)
        {
            Feed();
        }

        return entries[0].Happened != 0;
    }

    private void Feed()
    {
        var chunk = input.Span.Slice(inputDone, Math.Min(InputChunk, input.Length - inputDone));
        nint written;
        fixed (byte* bytes = chunk)
        {
            written = PipeCalls.Write(inputWrite, bytes, chunk.Length);
        }

        // A program need not read its input: EPIPE just ends the feeding.
        if (written < 0 || (inputDone += (int)written) == input.Length)
        {
            Close(ref inputWrite);
        }
    }

    private static void Close(ref int descriptor)
    {
        if (descriptor >= 0)
        {
            _ = PipeCalls.Close(descriptor);
            descriptor = -1;
        }
    }
}
