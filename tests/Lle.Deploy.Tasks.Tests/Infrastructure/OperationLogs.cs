using System.Diagnostics;

namespace Lle.Deploy.Tasks.Tests.Infrastructure;

/// <summary>The logs of the operations that were run in a sandbox, the first one's first: how a test meets a moment.</summary>
internal static class OperationLogs
{
    private static readonly TimeSpan limit = TimeSpan.FromMinutes(2);

    /// <summary>Until the log of the n-th operation, or of a later one, says it.</summary>
    /// <param name="said">What the command wrote so far, for the message; called when it has ended or takes too long.</param>
    public static void WaitFor(Sandbox sandbox, string text, int operation, Func<bool> ended, Func<string> said)
    {
        var logs = sandbox.Path("prefix/var/log/lusush");
        for (var waited = Stopwatch.StartNew(); !Says(logs, text, operation); Thread.Sleep(5))
        {
            Assert.IsFalse(ended(), ended() ? $"it ended before '{text}' stood in its log: {said()}" : "");
            Assert.IsLessThan(limit, waited.Elapsed, waited.Elapsed > limit ? $"waited for '{text}': {said()}" : "");
        }
    }

    private static bool Says(string logs, string text, int operation) =>
        Directory.Exists(logs) && Directory.GetFiles(logs, "deployment_2*.log").Order(StringComparer.Ordinal).Skip(operation - 1)
            .Any(log => File.ReadAllText(log).Contains(text, StringComparison.Ordinal));
}
