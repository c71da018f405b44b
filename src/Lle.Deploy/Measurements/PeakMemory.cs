using System.Buffers.Text;
using Microsoft.Win32.SafeHandles;

namespace Lle.Deploy.Measurements;

/// <summary>
/// The largest resident set of a running process, read from /proc until it ends. (ru_maxrss of wait4 will not do: Linux starts it at the size of
/// the process that did the exec, which is ours.) The last moments before its end may be missed, so it is the least the program needed.
/// </summary>
internal static class PeakMemory
{
    // Seen to grow a few times only, it was not watched to its end: this process did not get the processor.
    private const int FewestLooks = 4;

    /// <summary>KiB; null: it ended before it could be looked at well, or this system has no /proc.</summary>
    public static long? Observe(int pid)
    {
        long peak = 0;
        var looks = 0;
        try
        {
            using var status = File.OpenHandle($"/proc/{pid}/status");
            Span<byte> text = stackalloc byte[4096];
            while (Read(status, text) is { } kib)
            {
                looks += kib > peak ? 1 : 0;
                peak = kib;
            }
        }
        catch (IOException)
        {
            // The process is gone, or there is no /proc.
        }

        return looks >= FewestLooks ? peak : null;
    }

    /// <summary>A process that has ended has no memory any more, and no such line.</summary>
    private static long? Read(SafeFileHandle status, Span<byte> text)
    {
        ReadOnlySpan<byte> name = "VmHWM:"u8;
        var content = text[..RandomAccess.Read(status, text, 0)];
        var at = content.IndexOf(name);
        return at >= 0 && Utf8Parser.TryParse(content[(at + name.Length)..].TrimStart(" \t"u8), out long kib, out _) ? kib : null;
    }
}
