using System.Text.Json.Nodes;
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

    [TestMethod]
    public void The_one_for_GitLab_is_YAML_with_keys_that_its_reference_lists_because_its_schema_is_in_no_package()
    {
        var file = Yaml("samples/ci/gitlab-ci.yml");
        var stages = file["stages"]!.AsArray().Select(stage => (string)stage!).ToList();
        var jobs = file.Where(entry => entry.Key != "stages").ToList();
        Assert.IsNotEmpty(jobs);
        foreach (var (name, job) in jobs)
        {
            Known(name, job!, "stage", "tags", "rules", "resource_group", "timeout", "variables", "script", "artifacts");
            Assert.Contains((string)job!["stage"]!, stages);
            Assert.IsNotEmpty(job["script"]!.AsArray());
            Known("artifacts", job["artifacts"]!, "when", "paths", "reports", "expire_in");
            Known("reports", job["artifacts"]!["reports"]!, "codequality");
        }
    }

    [TestMethod]
    public void The_one_for_Azure_Pipelines_is_YAML_with_keys_that_its_reference_lists_because_its_schema_is_in_no_package()
    {
        var file = Yaml("samples/ci/azure-pipelines.yml");
        Known("the file", file, "trigger", "pool", "jobs");
        Known("trigger", file["trigger"]!, "branches", "tags");
        foreach (var job in file["jobs"]!.AsArray())
        {
            Known("job", job!, "job", "timeoutInMinutes", "cancelTimeoutInMinutes", "steps");
            foreach (var step in job!["steps"]!.AsArray())
            {
                Known("step", step!, "checkout", "script", "displayName", "env");
                Assert.IsTrue(step!["checkout"] is null ^ step["script"] is null, "a step does one thing");
            }
        }
    }

    private static void Known(string what, JsonNode map, params string[] keys) =>
        Assert.AreEqual("", string.Join(", ", map.AsObject().Select(entry => entry.Key).Except(keys)), what);

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
