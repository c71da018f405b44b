using System.Buffers;
using System.Text;

namespace Lle.Deploy.Posix;

/// <summary>A file that is there whole or not at all, and durable on return.</summary>
internal static class WholeFile
{
    public static void Write(PosixDirectory directory, string name, string text) => Write(directory, name, Encoding.UTF8.GetBytes(text));

    /// <param name="mode">null: nobody else may read it.</param>
    public static void Write(PosixDirectory directory, string name, ReadOnlyMemory<byte> content, uint? mode = null) =>
        Write(directory, name, output => output.Write(content.Span), mode);

    /// <param name="content">Writes it.</param>
    /// <param name="mode">null: nobody else may read it.</param>
    public static void Write(PosixDirectory directory, string name, Action<IBufferWriter<byte>> content, uint? mode = null)
    {
        var unfinished = $".{name}.new";
        if (directory.Status(unfinished) is not null)
        {
            directory.Unlink(unfinished);
        }

        using (var file = directory.Create(unfinished))
        {
            var output = new BufferedOutput(file);
            content(output);
            output.Flush();
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
