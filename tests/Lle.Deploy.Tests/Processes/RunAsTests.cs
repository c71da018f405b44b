using System.Globalization;
using System.Text;
using Lle.Deploy.Monitoring;
using Lle.Deploy.Posix;
using Lle.Deploy.Processes;
using Lle.Deploy.Tests.Support;

namespace Lle.Deploy.Tests.Processes;

/// <summary>Root runs nothing that somebody with fewer rights can change; it runs it as them.</summary>
[TestClass]
public sealed class RunAsTests
{
    private const uint Stranger = 65534;

    [TestMethod]
    public void A_program_of_another_user_runs_as_that_user_with_no_way_back()
    {
        using var folder = new RootFolder();
        var program = folder.Write("program", "#!/bin/sh\nid -u; id -ru; id -G; grep -E '^(Uid|CapEff|CapPrm):' /proc/self/status\n",
            Stranger);

        var said = Say(program);

        Assert.AreEqual($"{Stranger}\n{Stranger}\n{Accounts.PrimaryGroup(Stranger)}\n",
            said[..said.IndexOf("Uid", StringComparison.Ordinal)]);
        Assert.Contains($"Uid:\t{Stranger}\t{Stranger}\t{Stranger}\t{Stranger}\n", said);
        Assert.Contains("CapPrm:\t0000000000000000\n", said);
        Assert.Contains("CapEff:\t0000000000000000\n", said);
        Assert.AreEqual(0u, Accounts.CurrentUser, "this process is root as before");
        Assert.Contains("0\n", Say("/usr/bin/id", "-u"));
    }

    [TestMethod]
    public void A_program_in_a_directory_of_another_user_runs_as_that_user()
    {
        using var folder = new RootFolder();
        folder.Write("program", "#!/bin/sh\nid -u\n", 0);
        folder.Give("", Stranger);

        Assert.AreEqual($"{Stranger}\n", Say(folder.At("program")));
    }

    [TestMethod]
    public void A_program_behind_a_link_of_another_user_runs_as_that_user()
    {
        using var folder = new RootFolder();
        folder.Write("program", "#!/bin/sh\nid -u\n", 0);
        File.CreateSymbolicLink(folder.At("link"), "program");
        using (var directory = PosixDirectory.Open(folder.Path))
        {
            directory.SetLinkOwner("link", Stranger, Stranger);
        }

        Assert.AreEqual($"{Stranger}\n", Say(folder.At("link")));
    }

    [TestMethod]
    [DataRow("program")]
    [DataRow("../{0}/program")]
    public void A_program_of_another_user_behind_a_link_of_root_runs_as_that_user(string target)
    {
        using var folder = new RootFolder();
        folder.Write("program", "#!/bin/sh\nid -u\n", Stranger);
        File.CreateSymbolicLink(folder.At("link"),
            string.Format(CultureInfo.InvariantCulture, target, System.IO.Path.GetFileName(folder.Path)));

        Assert.AreEqual($"{Stranger}\n", Say(folder.At("link")));
    }

    [TestMethod]
    public void A_program_in_a_directory_of_another_user_behind_a_link_of_root_runs_as_that_user()
    {
        using var folder = new RootFolder();
        Directory.CreateDirectory(folder.At("theirs"));
        folder.Write("theirs/program", "#!/bin/sh\nid -u\n", 0);
        folder.Give("theirs", Stranger);
        File.SetUnixFileMode(folder.At("theirs"), (UnixFileMode)FileModes.Program);
        File.CreateSymbolicLink(folder.At("ours"), "theirs");

        Assert.AreEqual($"{Stranger}\n", Say(folder.At("ours/program")));
    }

    [TestMethod]
    public void Root_s_own_program_runs_as_root()
    {
        using var folder = new RootFolder();
        Assert.AreEqual("0\n", Say(folder.Write("program", "#!/bin/sh\nid -u\n", 0)));
    }

    [TestMethod]
    public void The_validator_that_was_given_away_runs_as_its_owner()
    {
        using var folder = new RootFolder();
        var script = folder.Write("validate_security.sh", "id -u\n", Stranger);
        var lines = new List<string>();

        SecurityValidator.Check(script, 0, lines.Add, CancellationToken.None);

        CollectionAssert.AreEqual(new[] { $"validate_security.sh: {Stranger}" }, lines);
    }

    [TestMethod]
    public void Its_home_and_working_directory_are_its_own()
    {
        using var folder = new RootFolder();
        var program = folder.Write("program", "#!/bin/sh\necho x >\"$HOME/file\" && echo y >file && echo written\n", Stranger);

        Assert.AreEqual("written\n", Say(program));
    }

    private static string Say(string program, params string[] arguments)
    {
        using var folder = new PrivateFolder(runAs: RunAs.Of(program));
        var result = Launcher.Run(folder.Request(program, arguments) with { OutputLimit = 4096 });
        Assert.IsTrue(result.Succeeded,
            $"{result.Outcome} {result.ExitCode} {result.ErrorNumber} {Encoding.UTF8.GetString(result.Errors)}");
        return Encoding.UTF8.GetString(result.Output);
    }

    /// <summary>A folder that all may enter.</summary>
    private sealed class RootFolder : IDisposable
    {
        private readonly Scratch scratch = new();

        public RootFolder()
        {
            if (Accounts.CurrentUser != 0)
            {
                scratch.Dispose();
                Tools.Lacks("root, who alone can run programs as another user");
            }

            File.SetUnixFileMode(scratch.Folder, (UnixFileMode)FileModes.Program);
        }

        public string Path => scratch.Folder;

        public string At(string name) => scratch.At(name);

        public string Write(string name, string text, uint owner)
        {
            var path = scratch.Write(name, text, (UnixFileMode)FileModes.Program);
            Give(name, owner);
            return path;
        }

        public void Give(string name, uint owner) => Run.Tool("chown", "/", $"{owner}", scratch.At(name));

        public void Dispose() => scratch.Dispose();
    }
}
