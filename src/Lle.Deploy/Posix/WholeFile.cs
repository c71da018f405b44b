using System.Buffers;
using System.Text;

namespace Lle.Deploy.Posix;

/// <summary>A file that is there whole or not at all, and durable on return.</summary>
internal static class WholeFile
{
    public static void Write(PosixDirectory directory, string name, string text) => Write(directory, name, Encoding.UTF8.GetBytes(text));

    /// <param name="mode">null: nobody else may read it.</param>
    public static void Write(PosixDirectory directory, string name, ReadOnlyMemory<byte> content, uint? mode = null) =>
        Fill(directory, name, file => file.Write(content.Span), mode);

    /// <param name="content">Writes it, in pieces: it need not fit into memory.</param>
    /// <param name="mode">null: nobody else may read it.</param>
    public static void Write(PosixDirectory directory, string name, Action<IBufferWriter<byte>> content, uint? mode = null) =>
        Fill(directory, name, file =>
        {
            var output = new BufferedOutput(file);
            content(output);
            output.Flush();
        }, mode);

    private static void Fill(PosixDirectory directory, string name, Action<PosixFile> fill, uint? mode)
    {
        var unfinished = $".{name}.new";
        if (directory.Status(unfinished) is not null)
        {
            directory.Unlink(unfinished);
        }

        using (var file = directory.Create(unfinished))
        {
            fill(file);
            if (mode is { } wider)
            {
                file.SetMode(wider);
            }

            file.Sync();
        }

        directory.Rename(unfinished, name);
        directory.Sync();
    }
}
