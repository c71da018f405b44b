using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Lle.Deploy.Benchmarks.Comparisons;

/// <summary>
/// A whole upgrade by lle, in its default counts, beside the shell scripts of the document that this system was built from. Both are given:
/// nothing of the document is in this repository. Its budgets are raised, because its way of measuring meets them nowhere, and what its
/// validation after the deployment says does not count: four of its eight tests cannot pass. A second row leaves out on both sides what
/// measures the program: the scripts' two tests of it, and the phase of that name.
/// </summary>
/// <param name="document">A Markdown file with the scripts.</param>
/// <param name="program">What is deployed; the document's own program is lusush.</param>
internal sealed partial class DocumentScene(ComparisonTable table, string document, string program)
{
    private const string Name = "lusush";

    private const string Template = """
        [performance]
        max_startup_time=1000
        cache_hit_rate_target=75
        [memory]
        pool=1
        [display]
        enabled=true
        [security]
        audit=true

        """;

    public void Round(Workbench bench, int round)
    {
        File.WriteAllText(bench.At("deploy.sh"), Scripts(""));
        File.WriteAllText(bench.At("unmeasured.sh"), Scripts(
            "validate_startup_performance() { :; }\nvalidate_response_performance() { :; }\n"));
        Payload(bench.At("first"), "");
        Payload(bench.At("second"), "\n");
        bench.Shell("for folder in deploy unmeasured; do mkdir -p $folder/bin $folder/var/log/lusush; done; sync -f .");
        By("first", "1.0.0");
        ByScripts("deploy", "first");
        ByScripts("unmeasured", "first");
        var unmeasured = new Taken();
        var (scripts, ours) = Workbench.InTurn(round,
            () =>
            {
                unmeasured = ByScripts("unmeasured", "second");
                return ByScripts("deploy", "second");
            },
            () => By("second", "1.1.0"));
        table.Row($"`lle deploy`: an upgrade of {Path.GetFileName(program)}, default counts", "the document's scripts", 0.6)
            .Add((scripts, ours));
        table.Row("everything of it that is not measuring the program", "the document's scripts without their tests of it", 0.4)
            .Add((unmeasured, bench.LessMeasuring(ours)));
        for (var look = 0; look < 5; look++)
        {
            table.Row("`lle status`", "", 20).Add(bench.Lusush("status").Milliseconds);
        }

        Taken By(string payload, string version) => bench.Lusush("deploy", payload, "--version", version,
            "--max-startup-time", "1000000", "--max-response-time", "1000000");

        Taken ByScripts(string name, string payload) => bench.Shell(
            $"cd {payload} && LLE_INSTALL_PREFIX={bench.At(name)} sh {bench.At(name)}.sh >&2");
    }

    /// <summary>The functions of every block that is a script of its own, and calls of the deployment and the validation.</summary>
    /// <param name="instead">Functions that stand for those of the same name.</param>
    private string Scripts(string instead)
    {
        var text = new StringBuilder();
        foreach (Match block in Blocks().Matches(File.ReadAllText(document)))
        {
            text.Append(Budgets().Replace(block.Groups["script"].Value, "$1=1000000")).Append('\n');
        }

        return text.Append(instead).Append("execute_deployment || exit\nexecute_post_deployment_validation || :\n").ToString();
    }

    private void Payload(string folder, string tail)
    {
        Directory.CreateDirectory(folder);
        var copy = Path.Combine(folder, Name);
        File.Copy(program, copy);
        File.AppendAllText(copy, tail);
        File.WriteAllText(Path.Combine(folder, "lle.conf.template"), Template);
        File.WriteAllText(Path.Combine(folder, "checksums.sha256"), string.Create(CultureInfo.InvariantCulture,
            $"{Hash(copy)}  {Name}\n{Hash(Path.Combine(folder, "lle.conf.template"))}  lle.conf.template\n"));
    }

    private static string Hash(string path) =>
        Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(path)));

    [GeneratedRegex(@"^```sh\n(?<script>#!/bin/sh\n.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Blocks();

    [GeneratedRegex(@"^(MAX_STARTUP_TIME|MAX_RESPONSE_TIME)=.*$", RegexOptions.Multiline)]
    private static partial Regex Budgets();
}
