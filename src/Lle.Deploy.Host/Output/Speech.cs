using System.Runtime.InteropServices;
using System.Text;

namespace Lle.Deploy.Host.Output;

/// <summary>
/// Standard output and standard error, a line a call and unbuffered, so that a line is out before the next thing happens. Through writev:
/// the fault tests make the engine's own call, write, fail for good, and read here what it had to say about that.
/// </summary>
internal static unsafe partial class Speech
{
    [LibraryImport("libc", EntryPoint = "writev")]
    private static partial nint WriteVector(int descriptor, Vector* vectors, int count);

    [LibraryImport("libc", EntryPoint = "isatty")]
    private static partial int IsTerminal(int descriptor);

    public static bool OutputIsTerminal { get; } = IsTerminal(1) == 1;

    public static bool ErrorIsTerminal { get; } = IsTerminal(2) == 1;

    public static void Say(string line) => Put(1, line + "\n");

    public static void Complain(string line) => Put(2, line + "\n");

    /// <summary>Without a line end: the progress line writes over itself.</summary>
    public static void PutError(string text) => Put(2, text);

    /// <summary>A reader that has gone away, or a full disk behind a redirection, is no reason to end a deployment: what cannot be said is
    /// in the log.</summary>
    private static void Put(int descriptor, string text)
    {
        ReadOnlySpan<byte> left = Encoding.UTF8.GetBytes(text);
        while (!left.IsEmpty)
        {
            fixed (byte* start = left)
            {
                var vector = new Vector { Start = start, Length = (nuint)left.Length };
                var written = WriteVector(descriptor, &vector, 1);
                if (written <= 0)
                {
                    return;
                }

                left = left[(int)written..];
            }
        }
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct Vector
    {
        public byte* Start;
        public nuint Length;
    }
}
