using Lle.Deploy.Posix;

namespace Lle.Deploy.Tests;

/// <summary>Every change of a file system that the engine makes meanwhile. One test at a time: there is one recorder.</summary>
internal static class Recorded
{
    public static IReadOnlyList<FileOperation> Operations(Action run)
    {
        var done = new List<FileOperation>();
        During(run, done.Add);
        return done;
    }

    /// <param name="run">What is recorded.</param>
    /// <param name="hear">May throw, as the call itself would.</param>
    public static void During(Action run, Action<FileOperation> hear)
    {
        FileOperations.Recorder = hear;
        try
        {
            run();
        }
        finally
        {
            FileOperations.Recorder = null;
        }
    }
}
