using System.Diagnostics;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Text;

namespace Lle.Deploy.Tests;

/// <summary>
/// <c>lle</c> as it is shipped: one static program. Published once for all test programs of a run, into a folder of its own, so that
/// nothing else that is built meanwhile is disturbed. <c>LLE_FAULT_HOST</c> names another one.
/// </summary>
internal static class StaticLle
{
    private static readonly string[] Needs = ["clang", "ld.lld", "cmake"];

    private static readonly Lazy<string?> Published = new(Publish);

    /// <summary>Its path. Where this machine cannot build it, the test is inconclusive; with CI=true it fails.</summary>
    public static string Require()
    {
        foreach (var tool in Needs)
        {
            Tools.Require(tool);
        }

        if (!File.Exists("/usr/include/openssl/ssl.h"))
        {
            Tools.Lacks("OpenSSL's headers and static libraries (libssl-dev)");
        }

        return Published.Value ?? throw new InvalidOperationException("dotnet publish did not make it; what it said was printed");
    }

    private static string? Publish()
    {
        if (Environment.GetEnvironmentVariable("LLE_FAULT_HOST") is { Length: > 0 } given)
        {
            return IsOfThisCommit(given) ? given : throw new InvalidOperationException(
                $"LLE_FAULT_HOST: '{given}' was built from another commit; what deploys belongs to what is compared, so the same again "
                + "would be deployed anew");
        }

        var rid = $"linux-{RuntimeInformation.OSArchitecture.ToString().ToLowerInvariant()}";
        var artifacts = Path.Combine(Repository.Root, "artifacts", "static-lle");
        Directory.CreateDirectory(artifacts);
        using var turn = ToolInstallation.Turn(Path.Combine(artifacts, ".lock"));
        var start = new ProcessStartInfo("dotnet",
            ["publish", Path.Combine(Repository.Root, "src", "Lle.Deploy.Host"), "-nologo", "-v:q", "-c", "Release",
            "-r", rid, "--artifacts-path", artifacts, "-p:UseSharedCompilation=false", "-nr:false"])
        {
            WorkingDirectory = Repository.Root,
            RedirectStandardOutput = true,
        };
        // What the test runner sets for itself is not for the build.
        foreach (var name in start.Environment.Keys.Where(IsTheRunners).ToList())
        {
            start.Environment.Remove(name);
        }

        using var process = Process.Start(start)!;
        var said = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        var lle = Path.Combine(artifacts, "publish", "Lle.Deploy.Host", $"release_{rid}", "lle");
        if (process.ExitCode == 0 && File.Exists(lle))
        {
            return lle;
        }

        Console.Error.WriteLine(said);
        return null;
    }

    private static bool IsOfThisCommit(string lle)
    {
        var version = typeof(Engine).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;
        return File.ReadAllBytes(lle).AsSpan().IndexOf(Encoding.UTF8.GetBytes(version)) >= 0;
    }

    private static bool IsTheRunners(string name) =>
        name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase) || name.StartsWith("TESTINGPLATFORM_", StringComparison.Ordinal);
}
