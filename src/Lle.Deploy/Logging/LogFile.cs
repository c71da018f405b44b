using System.Buffers;
using System.Text;
using Lle.Deploy.Posix;

namespace Lle.Deploy.Logging;

/// <summary>Reports and results: whole or not at all, 644, durable on return.</summary>
internal static class LogFile
{
    public static void Write(string path, string text) => Write(path, Encoding.UTF8.GetBytes(text));

    public static void Write(string path, ReadOnlyMemory<byte> content)
    {
        using var directory = PosixDirectory.OpenParent(path, out var name);
        WholeFile.Write(directory, name, content, FileModes.Readable);
    }

    /// <param name="content">Writes it; it need not fit into memory.</param>
    public static void Write(string path, Action<IBufferWriter<byte>> content)
    {
        using var directory = PosixDirectory.OpenParent(path, out var name);
        WholeFile.Write(directory, name, content, FileModes.Readable);
    }
}
