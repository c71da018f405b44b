using System.Diagnostics;
using Lle.Deploy.Tests;

namespace Lle.Deploy.Faults;

/// <summary>The comparisons of docs/performance.md, in a size that takes seconds: what they find is looked at elsewhere, that they can be
/// made is looked at here.</summary>
[TestClass]
public sealed class ComparisonTests
{
    [TestMethod]
    public void The_comparisons_of_speed_can_be_made_and_written()
    {
        var lle = StaticLle.Require();
        foreach (var tool in new[] { "rsync", "dpkg", "dpkg-deb", "sha256sum" })
        {
            Tools.Require(tool);
        }

        var folder = Directory.CreateTempSubdirectory("lle-bench-").FullName;
        try
        {
            var page = Path.Combine(folder, "page.md");
            File.WriteAllText(page, "before\n<!-- comparisons: written by Lle.Deploy.Benchmarks -->\n<!-- end of comparisons -->\nafter\n");
            using var process = Process.Start(new ProcessStartInfo("dotnet",
                [Path.Combine(AppContext.BaseDirectory, "Lle.Deploy.Benchmarks.dll"), "comparisons", folder, "--lle", lle, "--rounds", "1",
                    "--only", "backup,tree,large,status",
                    "--files", "200", "--tree-files", "60", "--megabytes", "8", "--deployments", "2", "--write", page])
            { RedirectStandardOutput = true, RedirectStandardError = true })!;
            var errors = process.StandardError.ReadToEndAsync();
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            Assert.AreEqual(0, process.ExitCode, errors.Result);
            foreach (var row in new[] { "first backup", "next backup", "restore", "install", "upgrade", "verify", "status", "peak memory" })
            {
                Assert.Contains(row, output);
            }

            var written = File.ReadAllText(page);
            Assert.StartsWith("before", written);
            Assert.Contains("| first backup, 200 files", written);
            Assert.EndsWith("after\n", written);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
