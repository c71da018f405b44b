using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Lle.Deploy.Configuration;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Installed;
using Lle.Deploy.Logging;
using Lle.Deploy.Payload;
using Lle.Deploy.Payload.Signatures;
using Lle.Deploy.Tests.Payload;
using Lle.Deploy.Tests.Support;
using Lle.Deploy.Text;

namespace Lle.Deploy.Tests.Hostile;

/// <summary>Everything that reads what others may have written. One entry a format: seeds, words, and how it is read.</summary>
internal static class HostileSubjects
{
    private const string Hash = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";

    private const string Template =
        "# @DEPLOYMENT_DATE@\n[performance]\nmax_startup_time=1000\ncache_hit_rate_target=75\n" +
        "[memory]\n[display]\n[security]\ndata=@LLE_DATA_DIR@\n";

    private const string Configuration =
        "# LLE\n[performance]\nmax_startup_time=1000\ncache_hit_rate_target = 75\n\n[memory]\nmemory_limit=1\n[display]\n; " +
            "note\n[security]\npath=/a b#c;d\n";

    private static readonly string[] SignatureNames = ["raw.sig", "base64.sig", "bundle.sig", "ssh.sig"];

    private static readonly string[] KeyNames = ["key.pub", "allowed", "rsa.pub"];

    private static readonly Lazy<Scratch> Signed = new(MakeSigned);

    private static readonly Lazy<IReadOnlyList<TrustedKey>> Trusted =
        new(() => TrustedKeys.Load(KeyNames.Select(Signed.Value.At), TimeProvider.System));

    public static IReadOnlyList<HostileSubject> All { get; } =
    [
        new("checksum list", () => [Text($"{Hash}  lusush\n{Hash} *lle.conf.template\r\n"),
            Text($"SHA256 (a) = {Hash}\n\\{Hash}  a\\nb\n# c\n")],
            [Hash, "\\", "  ", " *", "SHA256 (", ") = ", "\\\\", "../", "./", "\r\n"], input => ChecksumList.Parse(input, "list")),
        new("configuration template", () => [Text(Template)], ["@", "@@", "@LLE_DATA_DIR@", "@NOPE@", "\n", "é"],
            input => RenderAndCheck(input)),
        new("configuration", () => [Text(Configuration), Text(Configuration.Replace("\n", "\r\n", StringComparison.Ordinal))],
            ["[", "]", "[performance]", "=", "max_startup_time=", "99999999999999999999", "\uFEFF", "#", ";",
            "\u0001"], input => CheckConfiguration(input)),
        new("installed configuration", () => [Text(Configuration), Text(Configuration + "own=1\n# note\n")],
            ["[performance]\n", "x=1\n", "# c\n", "[own]\n", "memory_limit=2\n"], input => Merge(input)),
        new("installation record", () => [Text(new InstallationInfo("d", "i", "1.0", "/b", "u", "g").ToText())],
            [": ", "\\u", "\\", "Version: 1\n"],
            input => InstallationInfo.Parse(input, "f")),
        new("deployment state", () => [Text(new DeploymentState("i", "1.0", "d", "ACTIVE", "/p").ToText())],
        [": ", "\\u", "\\", "Status: x\n"],
            input => DeploymentState.Parse(input, "f")),
        new("rollback data", () => [Text(new RollbackData("i", "d", "t", "/b", "/b/bin", "/b/config", "r").ToText())],
            ["\"", "\\\"", "=\"", "$(touch x)", "`", "\\u00", "; ", "DEPLOYMENT_ID=\"x\"\n"], input => RollbackData.Parse(input, "f")),
        new("signature", () => [.. SignatureNames.Select(name => File.ReadAllBytes(Signed.Value.At(name)))],
            ["{\"messageSignature\":{\"signature\":\"", "-----BEGIN SSH SIGNATURE-----\n", "-----END SSH SIGNATURE-----", "AAAA",
            "{{{{{{{{", "0\u0082"],
            input => VerifySignature(input)),
        new("trusted keys", () => [.. KeyNames.Select(name => File.ReadAllBytes(Signed.Value.At(name)))],
            ["-----BEGIN PUBLIC KEY-----\n", "-----END PUBLIC KEY-----\n", "ssh-rsa AAAA", "namespaces=\"", "valid-before=\"2020", ",",
            "\""],
            input => TrustedKeys.Parse(input, "keys", TimeProvider.System)),
        new("update package", () => [Archive(TarEntryFormat.Pax), Archive(TarEntryFormat.Gnu), Archive(TarEntryFormat.Ustar),
        Archive(TarEntryFormat.V7)],
            ["../", "/etc/", "ustar", "00000000777", "77777777777", "path=", "size="], input => Unpack(
            input), AllocationLimit: 16 << 20, WritesFiles: true),
        new("compressed update package", () => [Gzip(Archive(TarEntryFormat.Pax)), Gzip(Archive(TarEntryFormat.Gnu))], ["\u001f\u008b"],
        input => Unpack(input), AllocationLimit: 16 << 20, WritesFiles: true),
        new("audit log", () => [AuditSeed()], [" [chain:", "]\n", "The line before was cut off", "\n"], input => VerifyAudit(input),
        WritesFiles: true),
        new("journal", () => [HostileRecords.JournalContent()],
        ["null", "{", "}", "[]", "\"kind\":\"begin\"", "\"changes\":null", "-1", "1e999", "/../"], HostileRecords.ReadJournal),
        new("manifest", () => [HostileRecords.ManifestContent()],
            ["null", "{", "}", "../", "/etc/", "\"path\":null", "-1", "Sequence: 99999999999999999999\n",
            "Created: 0\n"], HostileRecords.ReadManifest),
        new("version", () => [Text("1.2.3-beta.1+build"), Text("1"), Text("1.2.3.4")], ["-", "+", ".", "0", "/", "99999999999"],
            input => SemanticVersion.Parse(Encoding.UTF8.GetString(input), "LleUpdateVersion")),
    ];

    private static byte[] Text(string text) => Encoding.UTF8.GetBytes(text);

    private static void RenderAndCheck(byte[] input)
    {
        var values = new Dictionary<string, string> { ["DEPLOYMENT_DATE"] = "now", ["LLE_DATA_DIR"] = "/d&|\\" };
        var template = ConfigDocument.Decode(input, "t");
        ConfigRules.Check(ConfigDocument.Parse(ConfigTemplate.Render(template, "t", values), "t"), ConfigRules.Default);
    }

    private static void CheckConfiguration(byte[] input) => ConfigRules.Check(ConfigDocument.Parse(input, "f"), ConfigRules.Default);

    /// <summary>What comes out of a merge is a configuration again, and has every local value that differs from the last default.</summary>
    private static void Merge(byte[] input)
    {
        var local = ConfigDocument.Decode(input, "f");
        var merged = ConfigMerge.Merge(Configuration, local, Configuration.Replace("1000", "2000", StringComparison.Ordinal),
            MergePolicy.Merge, "f", "t");
        var (known, result) = (ConfigDocument.Parse(Configuration, "known"), ConfigDocument.Parse(merged.Text, "merged"));
        foreach (var entry in ConfigDocument.Parse(local, "f").Entries.Where(
            entry => known.Find(entry.Section, entry.Key)?.Value != entry.Value))
        {
            Assert.AreEqual(entry.Value, result.Find(entry.Section, entry.Key)?.Value);
        }

        UnifiedDiff.Between(local, merged.Text);
    }

    private static void VerifySignature(byte[] input)
    {
        SignatureVerifier.Verify(Encoding.UTF8.GetBytes("tampered"), input, "sig", Trusted.Value);
        Assert.Fail("a signature was accepted over what was never signed");
    }

    private static void Unpack(byte[] input)
    {
        using var scratch = new Scratch();
        var work = Directory.CreateDirectory(scratch.At("work")).FullName;
        scratch.Write("package", input);
        try
        {
            UpdatePackage.Unpack(scratch.At("package"), work, new UpdateLimits(100, 1 << 20, 200, 1 << 19), CancellationToken.None)
                .Dispose();
        }
        finally
        {
            Assert.IsEmpty(Directory.GetFileSystemEntries(work), "left behind");
            Assert.HasCount(2, Directory.GetFileSystemEntries(scratch.Folder), "written outside");
        }
    }

    private static void VerifyAudit(byte[] input)
    {
        using var scratch = new Scratch();
        scratch.Write("audit", input);
        var verdict = AuditLog.Verify(scratch.At("audit"));
        // Going on costs a wait for the disk; one in sixteen does.
        if (input.Length % 16 != 0)
        {
            _ = verdict.Whole ? verdict : throw new DeploymentException([.. verdict.Diagnostics]);
            return;
        }

        using (var log = AuditLog.Open(scratch.At("audit"), TimeProvider.System))
        {
            log.Append("id", "goes on");
        }

        Assert.IsTrue(File.ReadAllBytes(scratch.At("audit")).AsSpan().StartsWith(input), "what stood there must stay");
    }

    private static byte[] AuditSeed()
    {
        using var scratch = new Scratch();
        using (var log = AuditLog.Open(scratch.At("audit"), TimeProvider.System))
        {
            log.Append("id", "one");
            log.Append("id", "two");
        }

        return File.ReadAllBytes(scratch.At("audit"));
    }

    private static byte[] Archive(TarEntryFormat format)
    {
        using var archive = new MemoryStream();
        using (var writer = new TarWriter(archive, format, leaveOpen: true))
        {
            foreach (var name in (string[])["lusush", "lle.conf.template",
                format == TarEntryFormat.V7 ? "share/x" : $"share/{new string('n', 120)}"])
            {
                TarEntry entry = format switch
                {
                    TarEntryFormat.V7 => new V7TarEntry(TarEntryType.V7RegularFile, name),
                    TarEntryFormat.Ustar => new UstarTarEntry(
                    TarEntryType.RegularFile, name.Length > 100
                        ? name.Replace("share/", new string('p', 60) + "/", StringComparison.Ordinal)[..120] : name),
                    TarEntryFormat.Gnu => new GnuTarEntry(TarEntryType.RegularFile, name),
                    _ => new PaxTarEntry(TarEntryType.RegularFile, name),
                };
                entry.DataStream = new MemoryStream(Text("content of " + name));
                writer.WriteEntry(entry);
            }
        }

        return archive.ToArray();
    }

    private static byte[] Gzip(byte[] content)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(content);
        }

        return packed.ToArray();
    }

    private static Scratch MakeSigned()
    {
        var scratch = PayloadVerifierTests.MakePayload();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => scratch.Dispose();
        using var ecdsa = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var rsa = RSA.Create(2048);
        var signature = ecdsa.SignData(Text("signed"), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        scratch.Write("key.pub", ecdsa.ExportSubjectPublicKeyInfoPem());
        scratch.Write("rsa.pub", rsa.ExportRSAPublicKeyPem());
        scratch.Write("raw.sig", signature);
        scratch.Write("base64.sig", Convert.ToBase64String(signature));
        scratch.Write("bundle.sig", $$"""{"mediaType":"x","messageSignature":{"signature":"{{Convert.ToBase64String(signature)}}"} }""");
        Run.Tool("ssh-keygen", scratch.Folder, "-q", "-t", "ecdsa", "-N", "", "-f", "ssh");
        scratch.Write("ssh.sig", Run.Tool("ssh-keygen", scratch.Folder, "-q", "-Y", "sign", "-f", "ssh", "-n", "file",
            "checksums.sha256") is var _
            ? File.ReadAllBytes(scratch.At("checksums.sha256.sig")) : []);
        scratch.Write("allowed", "a@b namespaces=\"file,git\",valid-after=\"20200101Z\" " + File.ReadAllText(scratch.At("ssh.pub")));
        return scratch;
    }
}
