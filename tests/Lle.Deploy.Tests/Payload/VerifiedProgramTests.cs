using System.Text;
using Lle.Deploy.Payload;
using Lle.Deploy.Processes;
using Lle.Deploy.Tests.Support;

namespace Lle.Deploy.Tests.Payload;

[TestClass]
public sealed class VerifiedProgramTests
{
    private static string Answer(VerifiedProgram program, params string[] arguments)
    {
        var result = Launcher.Run(new LaunchRequest(program.Path, arguments) { OutputLimit = 4096 });
        Assert.AreEqual("Exited 0 ", $"{result.Outcome} {result.ExitCode} {Encoding.UTF8.GetString(result.Errors)}");
        return Encoding.UTF8.GetString(result.Output);
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void What_runs_is_what_was_verified_although_the_file_was_swapped(bool copied)
    {
        using var scratch = new Scratch();
        var path = scratch.Write("lusush", File.ReadAllBytes(Tools.Require("dash")), PayloadVerifierTests.Program);
        var read = PayloadFile.TryRead(path)!;
        File.Delete(path);
        scratch.Write("lusush", "#!/bin/sh\necho evil\n", PayloadVerifierTests.Program);

        using var program = copied ? VerifiedProgram.Copy(read) : VerifiedProgram.Of(read);

        Assert.AreEqual("good\n", Answer(program, "-c", "echo good"));
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void A_script_runs_too(bool copied)
    {
        using var scratch = new Scratch();
        var read = PayloadFile.TryRead(scratch.Write("lusush", "#!/bin/sh\necho script $1\n", PayloadVerifierTests.Program))!;

        using var program = copied ? VerifiedProgram.Copy(read) : VerifiedProgram.Of(read);

        Assert.AreEqual("script x\n", Answer(program, "x"));
    }

    [TestMethod]
    public void Nobody_can_change_it_in_memory()
    {
        using var scratch = new Scratch();
        var read = PayloadFile.TryRead(scratch.Write("lusush", "#!/bin/sh\necho good\n", PayloadVerifierTests.Program))!;
        using var program = VerifiedProgram.Of(read);

        Assert.Throws<Exception>(() => File.WriteAllText(program.Path, "#!/bin/sh\necho evil\n"));

        Assert.AreEqual("good\n", Answer(program));
    }

    [TestMethod]
    public void A_program_is_first_tried_under_its_own_name_so_that_it_finds_itself()
    {
        using var scratch = new Scratch();
        var read = PayloadFile.TryRead(scratch.Write("lusush", File.ReadAllBytes(Tools.Require("dash")), PayloadVerifierTests.Program))!;

        using var program = VerifiedProgram.Ways(read).First();

        Assert.AreEqual(program.Path, Answer(program, "-c", "readlink -f /proc/$$/exe").Trim());
        Assert.AreEqual("lusush", Path.GetFileName(program.Path));
    }

    [TestMethod]
    public void In_memory_is_the_last_way()
    {
        using var scratch = new Scratch();
        var read = PayloadFile.TryRead(scratch.Write("lusush", "x", PayloadVerifierTests.Program))!;
        var ways = VerifiedProgram.Ways(read).ToList();

        StringAssert.StartsWith(ways[^1].Path, "/proc/");
        Assert.IsTrue(ways.SkipLast(1).All(way => File.Exists(way.Path)));
        ways.ForEach(way => way.Dispose());
    }

    [TestMethod]
    public void A_copy_is_gone_afterwards()
    {
        using var scratch = new Scratch();
        var read = PayloadFile.TryRead(scratch.Write("lusush", "x", PayloadVerifierTests.Program))!;
        string path;
        using (var program = VerifiedProgram.Copy(read))
        {
            path = program.Path;
            Assert.IsTrue(File.Exists(path));
        }

        Assert.IsFalse(Directory.Exists(Path.GetDirectoryName(path)));
    }
}
