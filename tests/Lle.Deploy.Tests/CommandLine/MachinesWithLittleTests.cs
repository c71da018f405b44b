namespace Lle.Deploy.Tests.CommandLine;

/// <summary>The static lle on machines that have hardly anything, from the first deployment to the uninstall, each step without an
/// option.</summary>
[TestClass]
public sealed class MachinesWithLittleTests
{
    [TestMethod]
    public void An_empty_root_without_shell_proc_dev_passwd_or_tmp_is_enough()
    {
        using var machine = new LleMachine();

        Life(machine);

        Assert.AreEqual("1.0.0 2.0.0 lle lle-locks-0", string.Join(' ', Directory.GetFileSystemEntries(machine.Root)
            .Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)), "what is left after the uninstall");
    }

    [TestMethod]
    public void The_scripts_run_on_a_userland_of_busybox()
    {
        using var machine = new LleMachine();
        Busybox(machine);

        Life(machine);
    }

    private static void Life(LleMachine machine)
    {
        machine.Deploy("1.0.0").Good();
        Assert.Contains("2.0.0 is in use and replaces version 1.0.0", machine.Update("2.0.0").Good().Output);
        Assert.IsFalse(machine.Has("/usr"), "the default prefix is for an lle that stands nowhere");
        Assert.AreEqual("tiny 2.0.0\n", machine.Run("/app/bin/tiny", ["--version"]).Output);

        Assert.Contains("Drift: none", machine.Lle("status").Good().Output);
        Assert.StartsWith("tiny 2.0.0 in /app", machine.Lle("status", "--all").Good().Output);
        Assert.Contains("Binary functionality: /app/bin/tiny answers", machine.Lle("validate").Good().Output);
        machine.Lle("readiness").Good();
        machine.Lle("backup").Good();
        Assert.Contains("Version 2.0.0 is in use: nothing had to be recovered", machine.Lle("recover").Good().Output);

        Assert.Contains("rolled back, verified", machine.Lle("rollback").Good().Output);
        Assert.AreEqual("tiny 1.0.0\n", machine.Run("/app/bin/tiny", ["--version"]).Output);

        machine.Lle("uninstall", "--purge").Good();
        Assert.IsFalse(machine.Has("/app"));
    }

    /// <summary>The machine's own busybox, with the libraries it needs where it is no static one.</summary>
    private static void Busybox(LleMachine machine)
    {
        var busybox = Tools.Require("busybox");
        Copy(machine, busybox, "/bin/busybox");
        foreach (var library in Libraries(busybox))
        {
            Copy(machine, library, library);
        }

        foreach (var folder in new[] { "tmp", "etc", "dev" })
        {
            Directory.CreateDirectory(Path.Combine(machine.Root, folder));
        }

        File.WriteAllText(Path.Combine(machine.Root, "etc/passwd"), "root:x:0:0:root:/root:/bin/sh\n");
        foreach (var name in machine.Run("/bin/busybox", ["--list"]).Good().Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Where(name => name != "busybox"))
        {
            File.CreateSymbolicLink(Path.Combine(machine.Root, "bin", name), "busybox");
        }
    }

    private static IEnumerable<string> Libraries(string program)
    {
        using var list = System.Diagnostics.Process.Start(
            new System.Diagnostics.ProcessStartInfo("ldd", [program]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var words = list.StandardOutput.ReadToEnd().Split([' ', '\t', '\n'], StringSplitOptions.RemoveEmptyEntries);
        list.WaitForExit();
        return words.Where(word => word.StartsWith('/')).Select(word => word.TrimEnd(':')).Distinct();
    }

    private static void Copy(LleMachine machine, string source, string place)
    {
        var target = Path.Join(machine.Root, place);
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        File.Copy(source, target);
    }
}
