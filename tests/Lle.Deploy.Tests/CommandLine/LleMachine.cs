using System.Diagnostics;

namespace Lle.Deploy.Tests.CommandLine;

/// <summary>A root directory that holds the static lle, two versions of a small static program, and nothing else.</summary>
internal sealed class LleMachine : IDisposable
{
    private const string Source = """
        #include <stdio.h>
        #include <string.h>
        int main(int n, char **words) { if (n < 2 || strcmp(words[1], "--version")) return 3; puts("tiny " VERSION); return 0; }
        """;

    private static readonly string[] Judged =
    [
        "--binary-name", "tiny", "--startup-arguments", "--version", "--default-probes=false", "--measure-response=false", "--startup-runs",
        "5", "--max-startup-time", "60000000", "--readiness-threshold", "0", "--readiness-rollback-threshold", "0",
        "--validation-threshold", "0", "--required-disk-space", "0",
    ];

    public LleMachine()
    {
        File.Copy(StaticLle.Require(), Path.Combine(Root, "lle"));
        foreach (var version in new[] { "1.0.0", "2.0.0" })
        {
            var folder = Directory.CreateDirectory(Path.Combine(Root, version)).FullName;
            File.WriteAllText(Path.Combine(Root, "tiny.c"), Source);
            Assert.AreEqual(0, Start(Tools.Require("cc"), "-static", $"-DVERSION=\"{version}\"", "-o", Path.Combine(folder, "tiny"),
                Path.Combine(Root, "tiny.c")).ExitCode);
        }

        File.Delete(Path.Combine(Root, "tiny.c"));
    }

    public string Root { get; } = Directory.CreateTempSubdirectory("lle-machine-").FullName;

    /// <summary>Deploys a version below /app with lle itself.</summary>
    public LleRun Deploy(string version) =>
        Run("/lle", ["deploy", $"/{version}", "--version", version, "--install-prefix", "/app", "--install-host", .. Judged]);

    /// <summary>An update by the lle that was installed, into the prefix that it stands in.</summary>
    public LleRun Update(string version) => Lle(["update", $"/{version}", "--version", version, "--install-host", .. Judged]);

    /// <summary>The lle that was installed, which is told nothing.</summary>
    public LleRun Lle(params string[] words) => Run("/app/bin/lle", words);

    public bool Has(string path) => Path.Exists(Path.Join(Root, path));

    public LleRun Run(string program, string[] words) => Start(Tools.Require("unshare"),
        ["--map-root-user", "--mount", Tools.Require("chroot"), Root, program, .. words]);

    public void Dispose() => Directory.Delete(Root, recursive: true);

    private static LleRun Start(string program, params string[] words)
    {
        var start = new ProcessStartInfo(program, words) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new LleRun(process.ExitCode, output, errors.Result);
    }
}

internal sealed record LleRun(int ExitCode, string Output, string Errors)
{
    public LleRun Good()
    {
        Assert.AreEqual(0, ExitCode, Output + Errors);
        return this;
    }
}
