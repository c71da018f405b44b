using System.Runtime.InteropServices;
using Lle.Deploy.Posix;

namespace Lle.Deploy.Processes;

/// <summary>
/// While it lives, writing to the terminal cannot fail. A terminal that goes away (a closed window, a dropped connection) answers every
/// write with EIO at once, before its SIGHUP can be handled, and a thread that does not expect that ends the process in the middle of an
/// undo. So every descriptor of the terminal leads into a pipe, and a thread hands on what comes out of it for as long as somebody is there
/// to see it.
/// </summary>
internal sealed unsafe class TerminalRelay : IDisposable
{
    private const int BufferSize = 1 << 16;
    private static readonly TimeSpan LongestDrain = TimeSpan.FromSeconds(1);

    private readonly List<int> relayed = [];
    private readonly int terminal;
    private readonly int pipe;
    private readonly int entrance;
    private readonly string? name;
    private readonly ManualResetEventSlim idle = new(true);
    private volatile bool hungUp;

    private TerminalRelay(int terminal, int pipe, int entrance)
    {
        (this.terminal, this.pipe, this.entrance) = (terminal, pipe, entrance);
        name = DescriptorCalls.Target(entrance);
    }

    /// <returns>null: nothing of this process is written to a terminal, or no pipe could be had.</returns>
    public static TerminalRelay? Start()
    {
        // Standard input stays: nothing is written to it, and what would be read from it is not ours to relay.
        var descriptors = DescriptorCalls.All().Where(d => d != 0 && DescriptorCalls.IsWritableTerminal(d)).ToList();
        if (descriptors.Count == 0)
        {
            return null;
        }

        var terminal = DescriptorCalls.Copy(descriptors[0]);
        var (read, write) = PipeCalls.Create();
        if (terminal < 0 || read < 0)
        {
            _ = PipeCalls.Close(terminal);
            return null;
        }

        var relay = new TerminalRelay(terminal, read, write);
        new Thread(relay.HandOn, maxStackSize: 1 << 18) { IsBackground = true, Name = "terminal relay" }.Start();
        relay.relayed.AddRange(descriptors.Where(d => DescriptorCalls.Lead(d, write)));
        return relay;
    }

    /// <summary>Ends when nobody has the other end any more: neither this process nor a program it started meanwhile.</summary>
    private void HandOn()
    {
        var buffer = (byte*)NativeMemory.Alloc(BufferSize);
        for (nint count; (count = Read(buffer)) > 0; idle.Set())
        {
            idle.Reset();
            hungUp = hungUp || !Write(buffer, count);
        }

        NativeMemory.Free(buffer);
        _ = PipeCalls.Close(pipe);
        _ = PipeCalls.Close(terminal);
    }

    private nint Read(byte* buffer)
    {
        nint count;
        do
        {
            count = PipeCalls.Read(pipe, buffer, BufferSize);
        }
        while (count < 0 && Marshal.GetLastPInvokeError() == Errno.Interrupted);
        return count;
    }

    private bool Write(byte* buffer, nint count)
    {
        for (nint sent = 0; sent < count;)
        {
            var written = PipeCalls.Write(terminal, buffer + sent, count - sent);
            if (written < 0 && Marshal.GetLastPInvokeError() is var error && error != Errno.Interrupted)
            {
                if (error != Errno.WouldBlock || !AwaitRoom())
                {
                    return false;
                }
            }

            sent += Math.Max(0, written);
        }

        return true;
    }

    /// <summary>Somebody else may have made the terminal non-blocking.</summary>
    private bool AwaitRoom()
    {
        var entry = new PollEntry { Descriptor = terminal, Events = PipeCalls.Writable };
        return PipeCalls.Poll(&entry, 1, -1) > 0 && (entry.Happened & PipeCalls.HungUp) == 0;
    }

    private bool IsHungUp()
    {
        var entry = new PollEntry { Descriptor = terminal, Events = PipeCalls.Writable };
        return hungUp || (PipeCalls.Poll(&entry, 1, 0) > 0 && (entry.Happened & PipeCalls.HungUp) != 0);
    }

    /// <summary>Gives the descriptors back: to the terminal, or, where it has gone, to nothing, which does not mind.</summary>
    public void Dispose()
    {
        Drain();
        var silence = PipeCalls.OpenNull();
        // A number that was closed and taken again meanwhile leads somewhere else now, and is left alone.
        foreach (var descriptor in relayed.Where(d => DescriptorCalls.Target(d) == name))
        {
            _ = DescriptorCalls.Lead(descriptor, IsHungUp() ? silence : terminal);
        }

        _ = PipeCalls.Close(silence);
        _ = PipeCalls.Close(entrance);
    }

    /// <summary>What was written before is seen before; a terminal that is stopped (Ctrl+S) is not waited for.</summary>
    private void Drain()
    {
        var entry = new PollEntry { Descriptor = pipe, Events = PipeCalls.Readable };
        for (var until = DateTime.UtcNow + LongestDrain; DateTime.UtcNow < until && PipeCalls.Poll(&entry, 1, 0) > 0; Thread.Sleep(1))
        {
        }

        _ = idle.Wait(LongestDrain);
    }
}
