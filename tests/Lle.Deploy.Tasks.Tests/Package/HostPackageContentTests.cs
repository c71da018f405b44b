using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace Lle.Deploy.Tasks.Tests.Package;

/// <summary>
/// The package Lle.Deploy.Host. Scripts stand in for its programs, because each takes minutes to build; with LLE_FULL=1 both are built, and
/// the one for arm64 deploys under qemu.
/// </summary>
[TestClass]
public sealed class HostPackageContentTests
{
    private const ushort Arm64 = 183;

    [TestMethod]
    public void It_carries_the_program_of_both_architectures_and_the_bill_of_materials_lists_them_with_their_hashes()
    {
        using var sandbox = new Sandbox();
        foreach (var platform in new[] { "linux-x64", "linux-arm64" })
        {
            sandbox.Write($"built/{platform}/lle", "#!/bin/sh\n# OpenSSL 3.0.99 7 Feb 2030\n"
                + $"# GNU C Library (x) stable release version 2.99.\necho {platform}\n");
        }

        var package = Pack(sandbox, $"-p:HostPrograms={sandbox.Path("built")}");

        Assert.AreEqual("#!/bin/sh", File.ReadLines(Path.Combine(package, "linux-arm64/lle")).First());
        foreach (var name in new[] { "Sdk/Sdk.props", "Sdk/Sdk.targets", "README.md", "LICENSE", "THIRD-PARTY-NOTICES.txt" })
        {
            Assert.IsTrue(File.Exists(Path.Combine(package, name)), name);
        }

        Assert.AreEqual("OpenSSL 3.0.99, GNU C Library 2.99", Linked(package, "OpenSSL", "GNU C Library"));
    }

    [TestMethod]
    public void A_program_that_is_missing_is_no_package()
    {
        using var sandbox = new Sandbox();
        sandbox.Write("built/linux-x64/lle", "#!/bin/sh\n");

        var run = PackRun(sandbox, $"-p:HostPrograms={sandbox.Path("built")}");

        run.Failed("There is no program").Said("linux-arm64");
    }

    /// <summary>Two builds take minutes: one with LLE_FULL=1 only.</summary>
    public static IEnumerable<object[]> Platforms => Environment.GetEnvironmentVariable("LLE_FULL") == "1"
        ? [["linux-x64"], ["linux-x64 and linux-arm64"]] : [["linux-x64"]];

    [TestMethod]
    [DynamicData(nameof(Platforms))]
    public void The_real_one_is_static_and_the_one_for_arm64_deploys_under_qemu(string platforms)
    {
        if (platforms == "linux-x64")
        {
            Assert.IsFalse(AsksForALoader(File.ReadAllBytes(StaticLle.Require())));
            return;
        }

        if (!File.Exists("/usr/lib/aarch64-linux-gnu/libssl.a"))
        {
            Tools.Lacks("what CONTRIBUTING.md lists for linux-arm64");
        }

        using var sandbox = new Sandbox();
        var package = Pack(sandbox);
        foreach (var (platform, machine) in new[] { ("linux-x64", (ushort)62), ("linux-arm64", Arm64) })
        {
            var content = File.ReadAllBytes(Path.Combine(package, platform, "lle"));
            Assert.AreEqual(machine, BitConverter.ToUInt16(content, 18), platform);
            Assert.IsFalse(AsksForALoader(content), $"{platform} is static");
        }

        Assert.DoesNotContain(", ", Linked(package, "OpenSSL"), "both have the same");
        var lle = Path.Combine(package, "linux-arm64/lle");
        File.SetUnixFileMode(lle, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        Qemu(sandbox, lle, "version").Said("linux-arm64").Said("(built in)");
        string[] there = ["--install-prefix", sandbox.Path("arm")];
        Qemu(sandbox, lle, ["deploy", sandbox.Path("payload"), "--version", "1.0.0", "--max-startup-time", "60000000",
            "--max-response-time", "60000000", .. there]).Said("Version 1.0.0 is in use");
        Qemu(sandbox, lle, ["status", .. there]).Said("Drift: none");
        Qemu(sandbox, lle, ["rollback", .. there]).Said("nothing was installed before");
    }

    private static CliResult Qemu(Sandbox sandbox, string lle, params string[] words)
    {
        using var process = Infrastructure.Cli.Start(sandbox.Root, [lle, .. words], program: "/usr/bin/qemu-aarch64-static");
        return Infrastructure.Cli.Finish(process).Succeeded();
    }

    /// <returns>The package's files, whose programs are those that the bill of materials lists.</returns>
    private static string Pack(Sandbox sandbox, params string[] more)
    {
        PackRun(sandbox, more).Succeeded();
        var package = sandbox.Path("package");
        ZipFile.ExtractToDirectory(sandbox.Path($"out/Lle.Deploy.Host.{PackedPackage.Version}.nupkg"), package);
        var listed = Bill(package).Where(part => (string?)part!["type"] == "file")
            .ToDictionary(part => (string)part!["name"]!, part => (string)part!["hashes"]![0]!["content"]!);
        CollectionAssert.AreEquivalent(new[] { "linux-x64/lle", "linux-arm64/lle" }, listed.Keys);
        foreach (var (name, hash) in listed)
        {
            var found = Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(Path.Combine(package, name))));
            Assert.AreEqual(found, hash.ToUpperInvariant(), name);
        }

        return package;
    }

    private static CliResult PackRun(Sandbox sandbox, params string[] more) => Infrastructure.Cli.Run(Repository.Root, [
        "pack", Repository.Path("src", "Lle.Deploy.Host"), "-c", "Release", "-o", sandbox.Path("out"),
        $"-p:PackageVersion={PackedPackage.Version}", "-nr:false", "-v:m", .. more]);

    private static JsonArray Bill(string package)
    {
        var bill = JsonNode.Parse(File.ReadAllText(Path.Combine(package, "sbom.cdx.json")))!;
        Assert.AreEqual("CycloneDX", (string?)bill["bomFormat"]);
        return bill["components"]!.AsArray();
    }

    private static string Linked(string package, params string[] names) => string.Join(", ", names.Select(name =>
        $"{name} {Bill(package).Single(part => (string?)part!["name"] == name)!["version"]}"));

    /// <summary>An ELF file with a segment of type PT_INTERP is no static one.</summary>
    private static bool AsksForALoader(byte[] content)
    {
        const int Interpreter = 3;
        var start = (int)BitConverter.ToUInt64(content, 32);
        var (size, count) = (BitConverter.ToUInt16(content, 54), BitConverter.ToUInt16(content, 56));
        return Enumerable.Range(0, count).Any(index => BitConverter.ToUInt32(content, start + (index * size)) == Interpreter);
    }
}
