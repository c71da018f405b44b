using System.Globalization;
using System.Text.Json.Nodes;
using Lle.Deploy.Tests.Monitoring;

namespace Lle.Deploy.Tests.Reporting;

/// <summary>The workflow files that people copy.</summary>
[TestClass]
public sealed class SampleWorkflowsTests
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

    [TestMethod]
    [DataRow("gitlab-ci")]
    [DataRow("azure-pipelines")]
    public void The_schema_of_the_vendor_finds_nothing_in_the_other_two(string name) =>
        Assert.AreEqual("", VendorSchema.Problems(name, Yaml($"samples/ci/{name}.yml")));

    [TestMethod]
    [DataRow("gitlab-ci", "deploy", "resource_group", "resource_grupp")]
    [DataRow("gitlab-ci", "deploy/artifacts", "when", "whenn")]
    [DataRow("gitlab-ci", "deploy/artifacts/reports", "codequality", "code_quality")]
    [DataRow("azure-pipelines", "", "trigger", "triggr")]
    [DataRow("azure-pipelines", "jobs/0", "timeoutInMinutes", "timeout")]
    [DataRow("azure-pipelines", "jobs/0/steps/1", "displayName", "name_shown")]
    public void The_schema_of_the_vendor_finds_a_misspelt_key(string name, string at, string key, string misspelt)
    {
        var file = Yaml($"samples/ci/{name}.yml");
        JsonNode node = file;
        foreach (var step in at.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            node = (int.TryParse(step, CultureInfo.InvariantCulture, out var index) ? node[index] : node[step])!;
        }

        var map = node.AsObject();
        var value = map[key]!.DeepClone();
        Assert.IsTrue(map.Remove(key));
        map.Add(misspelt, value);

        Assert.AreNotEqual("", VendorSchema.Problems(name, file));
    }

    /// <summary>As PyYAML reads it, which Ansible brings.</summary>
    private static JsonObject Yaml(string file)
    {
        Tools.Require("ansible-playbook");
        const string Read = "import json, sys, yaml; print(json.dumps(yaml.safe_load(open(sys.argv[1]))))";
        var ran = InstalledShell.Start("/usr/bin/python3", ["-c", Read, Path.Combine(Repository.Root, file)],
            new() { ["PATH"] = "/usr/bin:/bin" });
        Assert.AreEqual(0, ran.ExitCode, ran.All);
        return JsonNode.Parse(ran.Output)!.AsObject();
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
