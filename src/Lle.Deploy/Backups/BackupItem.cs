using System.Runtime.ExceptionServices;

namespace Lle.Deploy.Backups;

/// <summary>One line of the manifest to be: known already, or a file that a worker has yet to copy.</summary>
internal sealed class BackupItem(BackupFolder folder, string path, Func<FileCopyResult> work)
{
    private FileCopyResult result;
    private ExceptionDispatchInfo? failure;

    /// <summary>On the target.</summary>
    public string Path => path;

    /// <summary>On any thread; a failure waits for <see cref="Take"/>.</summary>
    public void Run()
    {
        try
        {
            result = work();
        }
        catch (Exception error)
        {
            failure = ExceptionDispatchInfo.Capture(error);
        }
    }

    public void Close() => folder.Close();

    /// <summary>After <see cref="Run"/>, on the walk's thread.</summary>
    public FileCopyResult Take()
    {
        failure?.Throw();
        folder.Leave();
        return result;
    }
}

/// <param name="Entry">null: it is left out.</param>
/// <param name="Note">What people are told of it; null: nothing.</param>
internal readonly record struct FileCopyResult(ManifestEntry? Entry, string? Note = null);
