using System.Diagnostics;
using System.Runtime.InteropServices;
using Lle.Deploy.Posix;
using Lle.Deploy.Processes;
using Lle.Deploy.Transactions;

namespace Lle.Deploy.Measurements;

/// <summary>
/// A live program at the other end of a pipe or a pseudo-terminal, in an empty private folder and a cleared environment. Holds what it has
/// printed since <see cref="Forget"/>. Disposing kills it with its process group, reaps it and removes the folder.
/// </summary>
internal sealed unsafe class Session : IDisposable
{
    private const int Capacity = 1 << 18;
    private const int SliceMilliseconds = 100;

    // A program that never falls silent is not waited for longer than this, or ten times the silence that was asked for.
    private static readonly TimeSpan LongestSettling = TimeSpan.FromMilliseconds(100);

    private readonly PrivateFolder folder;
    private readonly CancellationToken cancellation;
    private readonly bool terminal;
    private readonly byte[] buffer = GC.AllocateUninitializedArray<byte>(Capacity, pinned: true);
    private readonly int readEnd;
    private readonly int writeEnd;
    private readonly int pid;
    private readonly string executable;
    private readonly Watchdog watchdog;
    private int used;
    private ChildEnd? end;

    /// <param name="limit">After this, or when it is cancelled, the program is killed; whoever waits for it then meets a closed
    /// channel.</param>
    public Session(SessionChannel channel, int pid, string executable, long started, PrivateFolder folder, TimeSpan limit,
        CancellationToken cancellation)
    {
        (readEnd, writeEnd, terminal) = (channel.ReadEnd, channel.WriteEnd, channel.IsTerminal);
        this.pid = pid;
        this.executable = executable;
        this.folder = folder;
        this.cancellation = cancellation;
        Started = started;
        watchdog = new Watchdog(limit, cancellation);
        watchdog.Watch(pid, started);
    }

    /// <summary>When the program was started, in ticks of <see cref="Stopwatch"/>.</summary>
    public long Started { get; }

    /// <summary>When the newest output arrived.</summary>
    public long Arrived { get; private set; }

    /// <summary>Nothing more will come: the program has closed its end, or ended.</summary>
    public bool Closed { get; private set; }

    public ReadOnlySpan<byte> Output => buffer.AsSpan(0, used);

    public void Forget() => used = 0;

    public void Send(ReadOnlySpan<byte> bytes)
    {
        fixed (byte* start = bytes)
        {
            nint written;
            for (var sent = 0; sent < bytes.Length; sent += (int)Math.Max(0, written))
            {
                written = PipeCalls.Write(writeEnd, start + sent, bytes.Length - sent);
                if (written < 0 && Marshal.GetLastPInvokeError() != Errno.Interrupted)
                {
                    // The program is gone; reading will say so, after what it still printed.
                    return;
                }
            }
        }
    }

    /// <summary>
    /// Waits for output until the moment given, asleep: looking without sleeping was tried and takes the processor from the program it
    /// waits for (docs/performance.md). False: none came, or the session is closed.
    /// </summary>
    public bool Receive(long until)
    {
        if (Closed)
        {
            return false;
        }

        var entry = new PollEntry { Descriptor = readEnd, Events = PipeCalls.Readable };
        while (true)
        {
            var left = until - Stopwatch.GetTimestamp();
            cancellation.ThrowIfCancellationRequested();
            if (left <= 0)
            {
                return false;
            }

            if (PipeCalls.Poll(&entry, 1, Slice(left)) > 0)
            {
                Arrived = Stopwatch.GetTimestamp();
                return Read();
            }
        }
    }

    /// <summary>Reads on until nothing has come for a while; that while is not measured, so it may sleep. Gives up on a program that never
    /// falls silent.</summary>
    public void Settle(TimeSpan silence)
    {
        var entry = new PollEntry { Descriptor = readEnd, Events = PipeCalls.Readable };
        var until = Stopwatch.GetTimestamp() + Math.Max(Ticks(LongestSettling), 10 * Ticks(silence));
        while (!Closed && Stopwatch.GetTimestamp() < until && Await(&entry, silence))
        {
            cancellation.ThrowIfCancellationRequested();
            Arrived = Stopwatch.GetTimestamp();
            Read();
        }
    }

    /// <summary>Gives it a moment to end by itself, then ends it. How it ended.</summary>
    public ChildEnd Finish()
    {
        if (end is null)
        {
            var patience = Stopwatch.StartNew();
            while (!Child.HasEnded(pid, executable) && patience.ElapsedMilliseconds < SliceMilliseconds && Closed)
            {
                Thread.Sleep(1);
            }

            ProcessCalls.Kill(pid);
            _ = watchdog.Release();
            end = Child.Reap(pid, executable);
        }

        return end.Value;
    }

    public void Dispose()
    {
        _ = Finish();
        watchdog.Dispose();
        _ = PipeCalls.Close(readEnd);
        if (writeEnd != readEnd)
        {
            _ = PipeCalls.Close(writeEnd);
        }

        folder.Dispose();
    }

    private static long Ticks(TimeSpan time) => (long)(time.TotalSeconds * Stopwatch.Frequency);

    private static int Slice(long ticks) =>
        ticks <= 0 ? 0 : (int)Math.Min((ticks * 1000 / Stopwatch.Frequency) + 1, SliceMilliseconds);

    private static bool Await(PollEntry* entry, TimeSpan time)
    {
        if (!OperatingSystem.IsLinux())
        {
            return PipeCalls.Poll(entry, 1, Math.Max(1, (int)time.TotalMilliseconds)) > 0;
        }

        var precise = new TimeSpecification
        {
            Seconds = (nint)(time.Ticks / TimeSpan.TicksPerSecond),
            Nanoseconds = (nint)(time.Ticks % TimeSpan.TicksPerSecond * 100)
        };
        return PipeCalls.PollPrecisely(entry, 1, &precise, null) > 0;
    }

    /// <summary>A program that asks and asks and does not read the answers gets no more of them.</summary>
    private bool HasRoom()
    {
        var entry = new PollEntry { Descriptor = writeEnd, Events = PipeCalls.Writable };
        return PipeCalls.Poll(&entry, 1, 0) > 0;
    }

    private bool Read()
    {
        if (Capacity - used < Capacity / 4)
        {
            // Only the newest output matters; a program that floods its terminal is not to be kept whole.
            buffer.AsSpan(used - (Capacity / 4), Capacity / 4).CopyTo(buffer);
            used = Capacity / 4;
        }

        var count = PipeCalls.Read(readEnd, (byte*)Marshal.UnsafeAddrOfPinnedArrayElement(buffer, used), Capacity - used);
        if (count <= 0)
        {
            // A terminal whose last user is gone answers EIO, a pipe zero.
            Closed = count == 0 || Marshal.GetLastPInvokeError() != Errno.Interrupted;
            // Cancelling kills the program: that is why it is gone.
            cancellation.ThrowIfCancellationRequested();
            return false;
        }

        var fresh = buffer.AsSpan(used, (int)count);
        used += (int)count;
        if (terminal && TerminalQueries.Answer(fresh) is { Length: > 0 } answer && HasRoom())
        {
            Send(answer);
        }

        return true;
    }
}
