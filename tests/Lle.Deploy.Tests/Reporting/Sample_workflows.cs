using Lle.Deploy.Tests.Monitoring;

namespace Lle.Deploy.Tests.Reporting;

/// <summary>The workflow files that people copy.</summary>
[TestClass]
public sealed class Sample_workflows
{
    [TestMethod]
    public void Actionlint_finds_nothing_in_the_one_for_GitHub() =>
        Assert.AreEqual("[]", Lint(Path.Combine(Repository.Root, "samples/ci/github-actions.yml")));

    [TestMethod]
    public void Actionlint_finds_a_misspelt_key()
    {
        var bad = Path.Combine(BrowserModules.Folder(), "bad.yml");
        File.WriteAllText(bad, File.ReadAllText(Path.Combine(Repository.Root, "samples/ci/github-actions.yml"))
            .Replace("runs-on", "runs-onn", StringComparison.Ordinal));

        Assert.Contains("runs-onn", Lint(bad));
    }

    private static string Lint(string workflow)
    {
        var modules = BrowserModules.Folder();
        var ran = InstalledShell.Start(
            Tools.Require("node"), [Path.Combine(Repository.Root, "tests/browser/workflow.mjs"), modules, workflow],
            new() { ["PATH"] = "/usr/bin:/bin", ["HOME"] = modules });
        Assert.AreEqual(0, ran.ExitCode, ran.All);
        return ran.Output.Trim();
    }
}
