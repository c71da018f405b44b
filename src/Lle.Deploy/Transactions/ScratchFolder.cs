using System.Security.Cryptography;
using Lle.Deploy.Posix;

namespace Lle.Deploy.Transactions;

/// <summary>A folder below DATA/transactions that only this user can enter, that is no transaction, and that is gone when this is
/// disposed.</summary>
/// <param name="path">Absolute.</param>
internal sealed class ScratchFolder(string path) : IDisposable
{
    public string Path { get; } = path;

    /// <summary>Why it could not be removed; null where it was.</summary>
    public string? Leftover { get; private set; }

    /// <param name="parent">Existing, on a file system that lets programs run.</param>
    /// <param name="prefix">One of <see cref="ScratchNames"/>.</param>
    /// <exception cref="PosixException">It cannot be made.</exception>
    public static ScratchFolder Make(string parent, string prefix)
    {
        var name = prefix + RandomNumberGenerator.GetHexString(32, lowercase: true);
        using var directory = PosixDirectory.Open(parent);
        directory.MakeDirectory(name, FileModes.Private);
        return new ScratchFolder(System.IO.Path.Combine(parent, name));
    }

    /// <summary>Removes what killed runs left behind. Call it while holding the deployment lock.</summary>
    public static void RemoveLeftovers(string parent)
    {
        foreach (var folder in Leftovers(parent))
        {
            new ScratchFolder(folder).Dispose();
        }
    }

    public static bool HasLeftovers(string parent) => Leftovers(parent).Any();

    private static IEnumerable<string> Leftovers(string parent) =>
        (Directory.Exists(parent) ? Directory.GetDirectories(parent) : []).Where(folder =>
            ScratchNames.Has(System.IO.Path.GetFileName(folder)));

    public void Dispose()
    {
        try
        {
            if (Directory.Exists(Path))
            {
                Directory.Delete(Path, recursive: true);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Leftover = exception.Message;
        }
    }
}
