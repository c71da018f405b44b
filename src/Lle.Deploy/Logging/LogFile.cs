using Lle.Deploy.Posix;

namespace Lle.Deploy.Logging;

/// <summary>Reports and results: new files in the log directory, whole or not at all, 644, durable on return.</summary>
internal static class LogFile
{
    public static void Write(string path, ReadOnlySpan<byte> content)
    {
        using var directory = PosixDirectory.OpenParent(path, out var name);
        var unfinished = $".{name}.new";
        if (directory.Status(unfinished) is not null)
        {
            directory.Unlink(unfinished);
        }

        using (var file = directory.Create(unfinished))
        {
            file.Write(content);
            file.SetMode(FileModes.Readable);
            file.Sync();
        }

        directory.Rename(unfinished, name);
        directory.Sync();
    }
}
