using Lle.Deploy.Operations;
using Lle.Deploy.Sessions;

namespace Lle.Deploy.Tests;

/// <summary>Programs a test needs from the machine it runs on.</summary>
internal static class Tools
{
    private static readonly string[] Folders = ["/usr/local/bin", "/usr/bin", "/bin", "/usr/sbin", "/sbin"];

    /// <summary>
    /// The absolute path of a tool, or of the executable an absolute name names. Missing, the test is inconclusive and says what to
    /// install; with CI=true it fails, so that no run there passes by leaving tests out.
    /// </summary>
    public static string Require(string name)
    {
        var path = Path.IsPathRooted(name) ? name : Folders.Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
        if (path is not null && File.Exists(path))
        {
            return path;
        }

        Lacks(name);
        return name;
    }

    /// <summary>Ends the test: inconclusive, or with CI=true failed.</summary>
    public static void Lacks(string name)
    {
        if (Environment.GetEnvironmentVariable("CI") == "true")
        {
            Assert.Fail($"This test needs {name}, and this machine lacks it.");
        }

        Assert.Inconclusive($"This test needs {name}, and this machine lacks it.");
    }

    /// <summary>
    /// A shell that knows LLE's commands: the real Lusush where LLE_TEST_LUSUSH names one (no distribution packages it), else bash with
    /// the same commands taught to it, which answer in the same form.
    /// </summary>
    public static string ShellWithLineEditor(string folder)
    {
        var real = Environment.GetEnvironmentVariable("LLE_TEST_LUSUSH");
        if (!string.IsNullOrEmpty(real))
        {
            return real;
        }

        var bash = Require("bash");
        var commands = Path.Combine(folder, "commands");
        File.WriteAllText(commands, """
            display() { [ "$*" != 'performance report' ] || printf 'Cache Performance:\n  Operations: 12 total\n  Hit Rate: 50.0%%\n'; }
            debug() { echo 'memory: 3 pools'; }
            theme() { echo 'dark'; }
            """ + "\n");
        var shell = Path.Combine(folder, "lusush");
        Executable(shell, $"#!/bin/sh\nexec {bash} --noprofile --rcfile {commands} \"$@\"\n");
        return shell;
    }

    /// <summary>A shell that has none of LLE's commands, and sets itself a search path on which there is a program called display, as zsh
    /// does with an /etc/zsh/zshenv that says so.</summary>
    /// <returns>The shell, and a file that stands once that program was started.</returns>
    public static (string Shell, string Started) ShellWithForeignDisplay(string folder)
    {
        var (shell, started) = (Path.Combine(folder, "lusush"), Path.Combine(folder, "started"));
        Executable(Path.Combine(folder, "display"), $"#!/bin/sh\n: >{started}\n");
        Executable(shell, $"#!/bin/sh\nPATH={folder}:/usr/bin:/bin\nexport PATH\nexec {Require("dash")} \"$@\"\n");
        return (shell, started);
    }

    private static void Executable(string path, string text)
    {
        File.WriteAllText(path, text);
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
