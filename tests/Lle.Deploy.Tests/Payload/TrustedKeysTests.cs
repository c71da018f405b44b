using System.Security.Cryptography;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Payload.Signatures;
using Lle.Deploy.Tests.Support;

namespace Lle.Deploy.Tests.Payload;

[TestClass]
public sealed class TrustedKeysTests
{
    private static IReadOnlyList<TrustedKey> Load(Scratch scratch, string name) =>
        TrustedKeys.Load([scratch.At(name)], TimeProvider.System);

    private static Scratch Generate(params string[] options)
    {
        var scratch = new Scratch();
        Run.Tool("openssl", scratch.Folder, ["genpkey", .. options, "-out", "key"]);
        Run.Tool("openssl", scratch.Folder, "pkey", "-in", "key", "-pubout", "-out", "key.pub");
        return scratch;
    }

    [TestMethod]
    public void An_Ed25519_key_in_PEM_is_refused_saying_why()
    {
        using var scratch = Generate("-algorithm", "ed25519");

        StringAssert.Contains(Refused.With("LLE1132", () => Load(scratch, "key.pub")).Message, ".NET");
    }

    [TestMethod]
    public void An_Ed25519_key_of_an_allowed_signer_is_refused_at_its_line()
    {
        using var scratch = new Scratch();
        Run.Tool("ssh-keygen", scratch.Folder, "-q", "-t", "ed25519", "-N", "", "-f", "key");
        scratch.Write("allowed", "# comment\nbuilds " + File.ReadAllText(scratch.At("key.pub")));

        Assert.AreEqual(2, Refused.With("LLE1132", () => Load(scratch, "allowed")).Location.Line);
    }

    [TestMethod]
    public void An_SSH_public_key_given_as_allowed_signers_is_refused_saying_what_is_missing()
    {
        using var scratch = new Scratch();
        Run.Tool("ssh-keygen", scratch.Folder, "-q", "-t", "ecdsa", "-N", "", "-f", "key");

        var message = Refused.With("LLE1131", () => Load(scratch, "key.pub")).Message;

        Assert.Contains("this is an SSH public key", message);
        Assert.Contains("release@example.com ecdsa-sha2-nistp256", message);
    }

    [TestMethod]
    public void A_private_key_is_refused()
    {
        using var scratch = Generate("-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256");

        Refused.With("LLE1134", () => Load(scratch, "key"));
    }

    [TestMethod]
    [DataRow("RSA", "rsa_keygen_bits:1024", "RSA of 1024 bits")]
    [DataRow("EC", "ec_paramgen_curve:P-521", "curve")]
    [DataRow("EC", "ec_paramgen_curve:secp256k1", "curve")]
    public void A_weak_or_unusual_key_is_refused(string algorithm, string option, string found)
    {
        using var scratch = Generate("-algorithm", algorithm, "-pkeyopt", option);

        StringAssert.Contains(Refused.With("LLE1133", () => Load(scratch, "key.pub")).Message, found);
    }

    [TestMethod]
    public void A_key_on_a_curve_nobody_knows_is_refused()
    {
        using var scratch = Generate("-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256");
        using var known = ECDsa.Create();
        known.ImportFromPem(File.ReadAllText(scratch.At("key.pub")));
        var der = known.ExportSubjectPublicKeyInfo();
        der[der.AsSpan().IndexOf((ReadOnlySpan<byte>)[0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07]) + 2] ^= 2;
        scratch.Write("odd.pub", PemEncoding.WriteString("PUBLIC KEY", der));

        Refused.With("LLE1133", () => Load(scratch, "odd.pub"));
    }

    [TestMethod]
    public void Several_keys_in_a_file_are_all_trusted_and_named_apart()
    {
        using var scratch = Generate("-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256");
        using var other = Generate("-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048");
        scratch.Write("keys", File.ReadAllText(scratch.At("key.pub")) + File.ReadAllText(other.At("key.pub")));

        CollectionAssert.AreEqual(new[] { "keys False", "keys#2 True" },
            Load(scratch, "keys").Select(key => $"{key.Name} {key.IsRsa}").ToArray());
    }

    [TestMethod]
    public void An_RSA_PUBLIC_KEY_block_is_read()
    {
        using var scratch = Generate("-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048");
        Run.Tool("openssl", scratch.Folder, "rsa", "-in", "key", "-RSAPublicKey_out", "-out", "pkcs1.pub");

        CollectionAssert.AreEqual(Load(scratch, "key.pub").Single().Spki, Load(scratch, "pkcs1.pub").Single().Spki);
    }

    [TestMethod]
    public void A_certificate_gives_its_key_while_it_is_valid()
    {
        using var scratch = Generate("-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-384");
        Run.Tool("openssl", scratch.Folder, "req", "-x509", "-new", "-key", "key", "-subj", "/CN=builds", "-days", "2", "-out", "cert.pem");

        CollectionAssert.AreEqual(Load(scratch, "key.pub").Single().Spki, Load(scratch, "cert.pem").Single().Spki);
        Refused.With("LLE1142", () => TrustedKeys.Load([scratch.At("cert.pem")], new FixedClock(DateTimeOffset.UtcNow.AddDays(3))));
    }

    [TestMethod]
    [DataRow("LLE1143", "")]
    [DataRow("LLE1143", "# only a comment\n")]
    [DataRow("LLE1131", "hello")]
    [DataRow("LLE1131", "builds ssh-rsa !!!!")]
    [DataRow("LLE1131", "builds ssh-rsa AAAA")]
    [DataRow("LLE1131", "builds ecdsa-sha2-nistp256 AAAAB3NzaC1yc2E=")]
    [DataRow("LLE1131", "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n")]
    [DataRow("LLE1131", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n")]
    [DataRow("LLE1131", "-----BEGIN X509 CRL-----\nAAAA\n-----END X509 CRL-----\n")]
    public void A_file_that_holds_no_key_is_refused(string code, string content)
    {
        using var scratch = new Scratch();
        scratch.Write("keys", content);

        Refused.With(code, () => Load(scratch, "keys"));
    }

    [TestMethod]
    public void A_certificate_authority_line_is_refused_because_certificates_are_not_followed()
    {
        using var scratch = new Scratch();
        Run.Tool("ssh-keygen", scratch.Folder, "-q", "-t", "ecdsa", "-N", "", "-f", "key");
        scratch.Write("allowed", "builds cert-authority " + File.ReadAllText(scratch.At("key.pub")));

        StringAssert.Contains(Refused.With("LLE1131", () => Load(scratch, "allowed")).Message, "cert-authority");
    }

    [TestMethod]
    public void A_missing_key_file_is_refused() =>
        Refused.With("LLE1130", () => TrustedKeys.Load(["/nonexistent/key.pub"], TimeProvider.System));
}
