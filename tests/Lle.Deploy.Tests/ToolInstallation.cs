using System.Diagnostics;

namespace Lle.Deploy.Tests;

/// <summary>Installs what the tests run against before the first of them, by tests/tools.sh, which is also what CI calls; names once what
/// is missing.</summary>
[TestClass]
public static class ToolInstallation
{
    [AssemblyInitialize]
    public static void Run(TestContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        // The test programs of a run start together; the first one installs, the others find everything there.
        using var turn = Turn(Path.Combine(Path.GetTempPath(), $"lle-test-tools-{Environment.UserName}.lock"));
        var start = new ProcessStartInfo("/bin/sh", [Path.Combine(Repository.Root, "tests", "tools.sh")]) { RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        var said = process.StandardOutput.ReadToEnd().TrimEnd();
        process.WaitForExit();
        if (said != "missing:")
        {
            context.DisplayMessage(MessageLevel.Warning, said);
        }
    }

    /// <summary>Waits until no other test program holds this file.</summary>
    internal static FileStream Turn(string path)
    {
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException)
            {
                Thread.Sleep(200);
            }
        }
    }
}
