using Lle.Deploy.Posix;
using Lle.Deploy.Transactions;

namespace Lle.Deploy.Faults;

/// <summary>Whoever is not root backs up and brings back files whose owner, group or attributes only root could give.</summary>
[TestClass]
public sealed class OrdinaryUserTests
{
    private const string User = "65534";

    [TestMethod]
    public void What_belongs_to_other_groups_and_owners_is_backed_up_and_comes_back_without_what_only_root_can_give()
    {
        if (Accounts.CurrentUser != 0)
        {
            Tools.Lacks("root, who may become another user");
        }

        using var sandbox = new Sandbox();
        var data = sandbox.Layout.DataDir;
        var lle = Path.Combine(sandbox.Root, "lle");
        File.Copy(Strace.Host, lle);
        ProcessRun Run(params string[] command) => ProcessRun.Start(Tools.Require("setpriv"),
            [$"--reuid={User}", $"--regid={User}", "--clear-groups", lle, .. command]);
        ProcessRun Do(params string[] command)
        {
            var run = Run(command);
            Assert.AreEqual(0, run.ExitCode, run.Output + run.Errors);
            return run;
        }

        _ = sandbox.Payload("B");
        Sandbox.Tool("chown", "-R", $"{User}:{User}", sandbox.Target);
        Do(sandbox.Command("deploy", "A"));
        Own(Path.Combine(data, "closed"), "one", 0x1a0);
        Own(Path.Combine(data, "open"), "one", 0x1a4);
        Own(Path.Combine(data, "group-runs"), "one", 0x5ed);
        Own(Path.Combine(data, "unchanged"), "one", 0x1a0);
        var below = Directory.CreateDirectory(Path.Combine(data, "below")).FullName;
        Own(Path.Combine(below, "file"), "one", 0x1a4);
        Sandbox.Tool("chown", $"{User}:0", below);
        File.CreateSymbolicLink(Path.Combine(data, "link"), "open");
        var capable = Path.Combine(data, "capable");
        Own(capable, "one", 0x1ed);
        Sandbox.Tool("setcap", "cap_net_raw+ep", capable);

        Do(sandbox.Command("backup", "A"));
        var backup = Directory.GetDirectories(sandbox.Layout.BackupDir).Select(folder => Path.GetFileName(folder)!).Order().Last();
        Do(sandbox.Command("deploy", "B"));
        foreach (var changed in new[] { "closed", "open", "group-runs", "below/file", "capable" })
        {
            File.WriteAllText(Path.Combine(data, changed), "two");
        }

        File.Delete(Path.Combine(data, "link"));
        Directory.Delete(below, recursive: true);

        var restored = Do(sandbox.Command("restore", "A", $"LleBackupTimestamp={backup}"));

        Assert.Contains("LLE3032", restored.Errors + restored.Output);
        Assert.Contains($"'{data}/closed' loses its group root", restored.Errors + restored.Output);
        Assert.Contains("its attribute security.capability", restored.Errors + restored.Output);
        Assert.AreEqual("one 600 65534", Look(data, "closed"));
        Assert.AreEqual("one 644 65534", Look(data, "open"));
        Assert.AreEqual("one 755 65534", Look(data, "group-runs"), "its group may not run as another one");
        Assert.AreEqual("one 644 65534", Look(data, "below/file"));
        Assert.AreEqual("one 640 0", Look(data, "unchanged"), "what is the same is not touched");
        Assert.AreEqual("open", File.ResolveLinkTarget(Path.Combine(data, "link"), returnFinalTarget: false)!.Name);
        Do(sandbox.Command("deploy", "B"));
        Do(sandbox.Command("rollback", "B"));
        Do(sandbox.Command("uninstall", "B", "LlePurge=true"));
    }

    private static void Own(string path, string text, uint mode)
    {
        Sandbox.Write(path, text, mode);
        Sandbox.Tool("chown", $"{User}:0", path);
        File.SetUnixFileMode(path, (UnixFileMode)mode);
    }

    private static string Look(string data, string name)
    {
        var path = Path.Combine(data, name);
        var state = PathState.Capture(path);
        return $"{File.ReadAllText(path)} {FileModes.Octal(state.Mode)} {state.Group}";
    }
}
