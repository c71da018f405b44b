using System.Runtime.InteropServices;
using System.Text;

namespace Lle.Deploy.Host;

/// <summary>
/// What the host says, through writev: fault tests make the engine's own call, write, fail for good, and want to hear about it all the same.
/// </summary>
internal static unsafe partial class Speech
{
    [LibraryImport("libc", EntryPoint = "writev")]
    private static partial nint WriteVector(int descriptor, Vector* vectors, int count);

    public static void Say(string line) => Put(1, line);

    public static void Complain(string line) => Put(2, line);

    private static void Put(int descriptor, string line)
    {
        var bytes = Encoding.UTF8.GetBytes(line + "\n");
        fixed (byte* start = bytes)
        {
            var vector = new Vector { Start = start, Length = (nuint)bytes.Length };
            _ = WriteVector(descriptor, &vector, 1);
        }
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct Vector
    {
        public byte* Start;
        public nuint Length;
    }
}
