using System.Buffers.Text;
using Lle.Deploy.Posix;

namespace Lle.Deploy.Measurements;

/// <summary>
/// The largest resident set of a program, read when it ends. (ru_maxrss of wait4 will not do: Linux starts it at the size of the process
/// that did the exec, which is ours.) Being watched, the program takes longer: such a launch is not one to time.
/// </summary>
internal static class PeakMemory
{
    /// <summary>Blocks until the program ends; it stays to be reaped.</summary>
    /// <returns>KiB; null: this system does not let it be looked at.</returns>
    public static long? Observe(int pid)
    {
        if (!TraceCalls.TryAttend(pid) || !TraceCalls.AwaitExitStop(pid))
        {
            return null;
        }

        try
        {
            return Read(pid);
        }
        finally
        {
            TraceCalls.Release(pid);
        }
    }

    private static long? Read(int pid)
    {
        try
        {
            using var status = File.OpenHandle($"/proc/{pid}/status");
            Span<byte> buffer = stackalloc byte[4096];
            var text = buffer[..RandomAccess.Read(status, buffer, 0)];
            ReadOnlySpan<byte> name = "VmHWM:"u8;
            var at = text.IndexOf(name);
            return at >= 0 && Utf8Parser.TryParse(text[(at + name.Length)..].TrimStart(" \t"u8), out long kib, out _) ? kib : null;
        }
        catch (IOException)
        {
            // No /proc here.
            return null;
        }
    }
}
