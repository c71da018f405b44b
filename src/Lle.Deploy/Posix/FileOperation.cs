namespace Lle.Deploy.Posix;

internal enum FileOperationKind
{
    Create,
    Write,
    Truncate,
    SetMode,
    SetOwner,
    SetTimes,
    SetAttribute,
    SyncFile,
    SyncDirectory,

    /// <summary>Everything on the file system that holds the path.</summary>
    SyncFileSystem,
    MakeDirectory,
    RemoveDirectory,
    Rename,
    Exchange,
    Link,
    SymbolicLink,
    Unlink,
}

/// <summary>One change to the file system, as it was asked of the kernel and granted.</summary>
internal sealed record FileOperation(FileOperationKind Kind, string Path, string? Path2 = null, long Offset = 0, byte[]? Data = null,
    uint Mode = 0);

/// <summary>
/// The seam the power-loss tests listen at: every change the engine makes passes here, in order, after the kernel accepted it.
/// Nobody listens in production, and then it costs one comparison.
/// </summary>
internal static class FileOperations
{
    public static Action<FileOperation>? Recorder { get; set; }

    public static void Done(FileOperationKind kind, string path, string? path2 = null, long offset = 0, ReadOnlySpan<byte> data = default,
        uint mode = 0) =>
        Recorder?.Invoke(new FileOperation(kind, path, path2, offset, data.IsEmpty ? null : data.ToArray(), mode));
}
