using System.Security.Cryptography;
using System.Text;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Payload.Signatures;
using Lle.Deploy.Processes;
using Lle.Deploy.Tests.Support;

namespace Lle.Deploy.Tests.Payload;

/// <summary>What allowed_signers files allow is what the real ssh-keygen says they allow.</summary>
[TestClass]
public sealed class AllowedSignersTests
{
    private const string Zone = "Europe/Berlin";
    private static readonly DateTimeOffset Moment = new(2026, 7, 1, 0, 0, 0, TimeSpan.Zero);
    private static Scratch keys = null!;

    public static IEnumerable<object[]> Files => AllowedSignersRows.All;

    [ClassInitialize]
    public static void MakeKeys(TestContext context)
    {
        keys = new Scratch();
        foreach (var (name, type) in new[] { ("key", "ecdsa"), ("other", "ecdsa"), ("rsa", "rsa"), ("ed", "ed25519") })
        {
            Run.Tool("ssh-keygen", keys.Folder, "-q", "-t", type, "-N", "", "-C", "", "-f", name);
        }

        keys.Write("data", "signed content");
        Run.Tool("ssh-keygen", keys.Folder, "-q", "-Y", "sign", "-f", "key", "-n", "file", "data");
    }

    [ClassCleanup]
    public static void RemoveKeys() => keys.Dispose();

    [TestMethod]
    [DynamicData(nameof(Files))]
    public void A_named_signer_is_accepted_exactly_where_ssh_keygen_accepts_it(string file)
    {
        using var scratch = new Scratch();
        var allowed = scratch.Write("allowed", Fill(file));

        Assert.AreEqual(SshKeygenAccepts(allowed, "builds"), WeAccept(allowed, "builds"), file);
    }

    [TestMethod]
    [DynamicData(nameof(Files))]
    public void Without_a_name_whoever_ssh_keygen_finds_and_accepts_is_accepted(string file)
    {
        using var scratch = new Scratch();
        var allowed = scratch.Write("allowed", Fill(file));

        Assert.AreEqual(Principals(file).Any(principal => SshKeygenAccepts(allowed, principal)), WeAccept(allowed, null), file);
    }

    [TestMethod]
    public void A_name_beyond_ASCII_is_compared_byte_by_byte()
    {
        using var scratch = new Scratch();
        var allowed = scratch.Write("allowed", Fill("Jürgen $K"));

        Assert.IsTrue(WeAccept(allowed, "Jürgen"));
        Assert.IsFalse(WeAccept(allowed, "Jurgen"));
        Assert.AreEqual("Jürgen", Load(allowed, null).Single().Name);
    }

    [TestMethod]
    public void Lines_that_are_passed_over_are_told_as_warnings_at_their_line()
    {
        using var scratch = new Scratch();
        var allowed = scratch.Write("allowed", Fill("builds $E|nonsense|builds namespaces=file $O|builds $K"));
        var told = new List<Diagnostic>();

        Load(allowed, told.Add);

        CollectionAssert.AreEqual(
            new[] { "LLE1132(1,0) Warning", "LLE1131(2,0) Warning", "LLE1131(3,0) Warning" },
            told.Select(d => $"{Refused.Place(d)} {d.Severity}").ToArray());
    }

    [TestMethod]
    public void A_signer_that_the_line_does_not_name_is_refused_saying_so()
    {
        using var scratch = new Scratch();
        var allowed = scratch.Write("allowed", Fill("builds $K"));

        StringAssert.Contains(Refused.With("LLE1139", () => Verify(allowed, "releases")).Message, "'releases'");
    }

    [TestMethod]
    public void A_PEM_key_names_no_principal_so_that_it_is_not_enough_where_one_is_asked_for()
    {
        using var scratch = new Scratch();
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var data = "signed content"u8.ToArray();
        scratch.Write("key.pub", key.ExportSubjectPublicKeyInfoPem());
        var signature = key.SignData(data, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        var trusted = TrustedKeys.Load([scratch.At("key.pub")], TimeProvider.System);

        Assert.AreEqual("key.pub", SignatureVerifier.Verify(data, signature, "data.sig", trusted).Name);
        Refused.With("LLE1137", () => SignatureVerifier.Verify(data, signature, "data.sig", trusted, null, "builds"));
    }

    /// <summary>As git asks: find-principals prints the patterns, one a line, and each is then tried as a name.</summary>
    private static IEnumerable<string> Principals(string file) => file.Split('|')
        .SelectMany(line => line.Split('\0')[0].TrimStart().Split(' ', '\t', '$')[0].Trim('"').Split(','))
        .Concat(["builds", "other builds"])
        .Where(name => name.Length > 0);

    private static bool SshKeygenAccepts(string allowed, string principal)
    {
        var result = Launcher.Run(new LaunchRequest(
            Tools.Require("ssh-keygen"),
            [
                "-Y", "verify", "-f", allowed, "-I", principal, "-n", "file", "-s", keys.At("data.sig"),
                $"-Overify-time={Moment:yyyyMMddHHmmss}Z",
            ])
        {
            WorkingDirectory = keys.Folder,
            Environment = new Dictionary<string, string> { ["PATH"] = "/usr/bin:/bin", ["HOME"] = keys.Folder, ["TZ"] = Zone },
            Input = File.ReadAllBytes(keys.At("data")),
            TimeLimit = TimeSpan.FromSeconds(60),
            OutputLimit = 4096,
        });
        return result.Succeeded;
    }

    private static bool WeAccept(string allowed, string? signer)
    {
        try
        {
            Verify(allowed, signer);
            return true;
        }
        catch (DeploymentException)
        {
            return false;
        }
    }

    private static void Verify(string allowed, string? signer)
    {
        var signature = File.ReadAllBytes(keys.At("data.sig"));
        SignatureVerifier.Verify(
            File.ReadAllBytes(keys.At("data")), signature, keys.At("data.sig"), Load(allowed, null), new BerlinClock(), signer);
    }

    private static IReadOnlyList<TrustedKey> Load(string allowed, Action<Diagnostic>? tell) =>
        TrustedKeys.Load([allowed], new BerlinClock(), tell);

    private static string Fill(string file)
    {
        string Key(string name) => File.ReadAllText(keys.At(name + ".pub")).Trim();
        var text = new StringBuilder(file).Replace('|', '\n').Replace("$K", Key("key")).Replace("$B", Key("key").Split(' ')[1]);
        return text.Replace("$O", Key("other")).Replace("$R", Key("rsa")).Replace("$E", Key("ed")).Append('\n').ToString();
    }

    private sealed class BerlinClock : TimeProvider
    {
        public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.FindSystemTimeZoneById(Zone);

        public override DateTimeOffset GetUtcNow() => Moment;
    }
}
