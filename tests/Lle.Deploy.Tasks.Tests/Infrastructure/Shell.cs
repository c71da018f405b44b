using System.Diagnostics;

namespace Lle.Deploy.Tasks.Tests.Infrastructure;

/// <summary>The machine's sh, for what tests prepare.</summary>
internal static class Shell
{
    public static int Run(params string[] arguments)
    {
        using var process = Process.Start("/bin/sh", arguments);
        process.WaitForExit();
        return process.ExitCode;
    }
}
