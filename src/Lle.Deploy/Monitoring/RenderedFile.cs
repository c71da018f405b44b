namespace Lle.Deploy.Monitoring;

/// <summary>A file to be written to the target by the transaction: where, what, and with which mode.</summary>
internal sealed record RenderedFile(string Path, byte[] Content, UnixFileMode Mode)
{
    public const UnixFileMode Script = Data | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    public const UnixFileMode Data = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    public static RenderedFile Of(string path, string text, UnixFileMode mode) => new(path, System.Text.Encoding.UTF8.GetBytes(text), mode);
}
