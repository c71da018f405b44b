using System.Diagnostics;

namespace Lle.Deploy.Tasks.Tests.Fleets;

/// <summary>The collection for Ansible, by itself.</summary>
[TestClass]
public sealed class AnsiblePartTests
{
    private static readonly string Collections = Repository.Path("src", "Lle.Deploy.Ansible");

    [TestMethod]
    public void A_connection_that_is_lost_at_any_call_and_an_answer_that_is_cut_at_any_byte_end_in_one_deployment() =>
        Run(Repository.Path("tests", "Lle.Deploy.Ansible"), Tools.Require("python3"), "-m", "unittest", "-q");

    [TestMethod]
    public void Ansible_lint_finds_nothing() =>
        Run(Path.Combine(Collections, "ansible_collections", "lle", "deploy"), Tools.Require("ansible-lint"), "--offline", "-q",
            "--nocolor");

    [TestMethod]
    public void The_packages_copy_builds_and_installs_as_a_collection_of_its_own()
    {
        var folder = Directory.CreateTempSubdirectory("lle-galaxy-").FullName;
        try
        {
            Run(folder, Tools.Require("ansible-galaxy"), "collection", "build", "--output-path", folder,
                Path.Combine(PackedPackage.Folder, "ansible", "ansible_collections", "lle", "deploy"));
            Run(folder, Tools.Require("ansible-galaxy"), "collection", "install", "-p", Path.Combine(folder, "installed"),
                Directory.GetFiles(folder, "lle-deploy-*.tar.gz").Single());

            Assert.IsTrue(File.Exists(Path.Combine(folder, "installed", "ansible_collections", "lle", "deploy", "plugins", "action",
                "host.py")));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Run(string folder, string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["PYTHONPATH"] = Collections;
        start.Environment["PYTHONDONTWRITEBYTECODE"] = "1";
        start.Environment["ANSIBLE_COLLECTIONS_PATH"] = Collections;
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.AreEqual(0, process.ExitCode, output + errors.Result);
    }
}
