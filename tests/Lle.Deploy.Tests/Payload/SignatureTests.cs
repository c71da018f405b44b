using System.Security.Cryptography;
using Lle.Deploy.Payload;
using Lle.Deploy.Payload.Signatures;
using Lle.Deploy.Tests.Support;

namespace Lle.Deploy.Tests.Payload;

[TestClass]
public sealed class SignatureTests
{
    private static string Verify(Scratch scratch, params string[] keys)
    {
        var trusted = TrustedKeys.Load(keys.Select(scratch.At), TimeProvider.System);
        return PayloadVerifier.Verify(PayloadVerifierTests.Open(scratch), trusted, CancellationToken.None).Authenticity;
    }

    private static Scratch MakeKey(params string[] options)
    {
        var scratch = PayloadVerifierTests.MakePayload();
        Run.Tool("openssl", scratch.Folder, ["genpkey", .. options, "-out", "key"]);
        Run.Tool("openssl", scratch.Folder, "pkey", "-in", "key", "-pubout", "-out", "key.pub");
        return scratch;
    }

    private static void Sign(Scratch scratch, string digest, params string[] options) =>
        Run.Tool("openssl", scratch.Folder, ["dgst", digest, "-sign", "key", .. options, "-out", "checksums.sha256.sig",
            "checksums.sha256"]);

    [TestMethod]
    [DataRow("P-256", "-sha256")]
    [DataRow("P-256", "-sha512")]
    [DataRow("P-384", "-sha256")]
    [DataRow("P-384", "-sha384")]
    [DataRow("P-384", "-sha512")]
    public void ECDSA_as_openssl_signs_is_accepted(string curve, string digest)
    {
        using var scratch = MakeKey("-algorithm", "EC", "-pkeyopt", $"ec_paramgen_curve:{curve}");
        Sign(scratch, digest);

        Assert.AreEqual("checked (key key.pub)", Verify(scratch, "key.pub"));
    }

    [TestMethod]
    public void A_signature_of_the_program_instead_of_the_list_is_refused_saying_so()
    {
        using var scratch = MakeKey("-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256");
        Run.Tool("openssl", scratch.Folder, "dgst", "-sha256", "-sign", "key", "-out", "checksums.sha256.sig", "lusush");

        Assert.Contains("checksums.sha256", Refused.With("LLE1179", () => Verify(scratch, "key.pub")).Message);
    }

    [TestMethod]
    [DataRow("-sha256", "rsa_padding_mode:pkcs1")]
    [DataRow("-sha512", "rsa_padding_mode:pkcs1")]
    [DataRow("-sha256", "rsa_padding_mode:pss")]
    [DataRow("-sha512", "rsa_padding_mode:pss")]
    [DataRow("-sha256", "rsa_padding_mode:pss,rsa_pss_saltlen:digest")]
    [DataRow("-sha256", "rsa_padding_mode:pss,rsa_pss_saltlen:0")]
    [DataRow("-sha512", "rsa_padding_mode:pss,rsa_pss_saltlen:17")]
    public void RSA_as_openssl_signs_is_accepted(string digest, string options)
    {
        using var scratch = MakeKey("-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048");
        Sign(scratch, digest, [.. options.Split(',').SelectMany(option => new[] { "-sigopt", option })]);

        Assert.AreEqual("checked (key key.pub)", Verify(scratch, "key.pub"));
    }

    [TestMethod]
    [DataRow(2049)]
    [DataRow(2055)]
    [DataRow(3072)]
    public void RSA_PSS_is_accepted_for_key_sizes_that_fill_their_bytes_differently(int bits)
    {
        using var scratch = MakeKey("-algorithm", "RSA", "-pkeyopt", $"rsa_keygen_bits:{bits}");
        Sign(scratch, "-sha256", "-sigopt", "rsa_padding_mode:pss");

        Assert.AreEqual("checked (key key.pub)", Verify(scratch, "key.pub"));
    }

    [TestMethod]
    [DataRow('{')]
    [DataRow(' ')]
    [DataRow('-')]
    public void A_bare_signature_that_begins_like_text_is_still_a_bare_signature(char first)
    {
        using var scratch = PayloadVerifierTests.MakePayload();
        using var rsa = RSA.Create(2048);
        scratch.Write("key.pub", rsa.ExportSubjectPublicKeyInfoPem());
        var data = File.ReadAllBytes(scratch.At("checksums.sha256"));
        byte[] signature;
        do
        {
            signature = rsa.SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pss);
        }
        while (signature[0] != first);

        scratch.Write("checksums.sha256.sig", signature);

        Assert.AreEqual("checked (key key.pub)", Verify(scratch, "key.pub"));
    }

    [TestMethod]
    public void A_PSS_signature_with_any_bit_changed_is_refused()
    {
        using var scratch = MakeKey("-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048");
        Sign(scratch, "-sha256", "-sigopt", "rsa_padding_mode:pss");
        var signature = File.ReadAllBytes(scratch.At("checksums.sha256.sig"));
        var key = TrustedKeys.Load([scratch.At("key.pub")], TimeProvider.System).Single();
        var data = File.ReadAllBytes(scratch.At("checksums.sha256"));
        Assert.IsTrue(key.Verifies(data, signature));

        for (var bit = 0; bit < signature.Length * 8; bit += 5)
        {
            signature[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.IsFalse(key.Verifies(data, signature), $"bit {bit}");
            signature[bit / 8] ^= (byte)(1 << (bit % 8));
        }
    }

    [TestMethod]
    public void Base64_as_cosign_writes_it_is_accepted()
    {
        using var scratch = MakeKey("-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256");
        Sign(scratch, "-sha256");
        Rewrite(scratch, signature => signature);

        Assert.AreEqual("checked (key key.pub)", Verify(scratch, "key.pub"));
    }

    [TestMethod]
    [DataRow("""
        {"mediaType":"application/vnd.dev.sigstore.bundle.v0.3+json","verificationMaterial":{"publicKey":{"hint":"x"}},
        "messageSignature":{"messageDigest":{"algorithm":"SHA2_256","digest":"AA=="},"signature":"@"}}
        """)]
    [DataRow("""{"base64Signature":"@","cert":"","rekorBundle":null}""")]
    public void A_bundle_as_cosign_writes_it_is_accepted(string bundle)
    {
        using var scratch = MakeKey("-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256");
        Sign(scratch, "-sha256");
        Rewrite(scratch, signature => bundle.Replace("@", signature, StringComparison.Ordinal));

        Assert.AreEqual("checked (key key.pub)", Verify(scratch, "key.pub"));
    }

    [TestMethod]
    [DataRow("""{"messageSignature":{"signature":"@","signature":"@"}}""")]
    [DataRow("""{"messageSignature":{"signature":5}}""")]
    [DataRow("""{"messageSignature":"@"}""")]
    [DataRow("""{"dsseEnvelope":{"payload":""}}""")]
    [DataRow("""{"messageSignature":""")]
    [DataRow("-----BEGIN SSH SIGNATURE-----\nAAAA\n-----END SSH SIGNATURE-----")]
    [DataRow("-----BEGIN SSH SIGNATURE-----\n")]
    [DataRow("-----BEGIN SSH SIGNATURE-----END SSH SIGNATURE-----")]
    [DataRow("")]
    public void A_malformed_signature_file_is_refused(string content)
    {
        using var scratch = MakeKey("-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256");
        scratch.Write("checksums.sha256.sig", content);

        Refused.With("LLE1136", () => Verify(scratch, "key.pub"));
    }

    [TestMethod]
    [DataRow("rsa", "ssh-rsa")]
    [DataRow("ecdsa-256", "ecdsa-sha2-nistp256")]
    [DataRow("ecdsa-384", "ecdsa-sha2-nistp384")]
    public void What_ssh_keygen_signs_is_accepted_from_an_allowed_signer(string type, string algorithm)
    {
        using var scratch = MakeSshSigned(type, "file");
        var publicKey = File.ReadAllText(scratch.At("key.pub"));
        StringAssert.StartsWith(publicKey, algorithm);
        scratch.Write("allowed", $"# who may sign\n\nbuilds@example.org namespaces=\"file,git\" {publicKey}");

        Assert.AreEqual("checked (key builds@example.org)", Verify(scratch, "allowed"));
    }

    [TestMethod]
    [DataRow("sha256")]
    [DataRow("sha512")]
    public void Both_hashes_of_ssh_keygen_are_accepted(string hash)
    {
        using var scratch = MakeSshSigned("ecdsa-256", "file", "-O", $"hashalg={hash}");
        scratch.Write("allowed", "builds " + File.ReadAllText(scratch.At("key.pub")));

        Assert.AreEqual("checked (key builds)", Verify(scratch, "allowed"));
    }

    [TestMethod]
    public void An_SSH_signature_for_another_purpose_is_refused()
    {
        using var scratch = MakeSshSigned("ecdsa-256", "git");
        scratch.Write("allowed", "builds " + File.ReadAllText(scratch.At("key.pub")));

        Refused.With("LLE1138", () => Verify(scratch, "allowed"));
    }

    [TestMethod]
    public void An_SSH_signer_who_is_not_allowed_is_refused()
    {
        using var scratch = MakeSshSigned("ecdsa-256", "file");
        using var other = MakeSshSigned("ecdsa-256", "file");
        scratch.Write("allowed", "builds " + File.ReadAllText(other.At("key.pub")));

        StringAssert.Contains(Refused.With("LLE1139", () => Verify(scratch, "allowed")).Message, "SHA256:");
    }

    [TestMethod]
    [DataRow("valid-before=\"20200101Z\"")]
    [DataRow("valid-after=\"29990101Z\"")]
    [DataRow("namespaces=\"git,mail\"")]
    public void An_allowed_signer_outside_what_the_line_allows_is_refused(string option)
    {
        using var scratch = MakeSshSigned("ecdsa-256", "file");
        scratch.Write("allowed", $"builds {option} " + File.ReadAllText(scratch.At("key.pub")));

        Refused.With("LLE1139", () => Verify(scratch, "allowed"));
    }

    [TestMethod]
    [DataRow(0)]
    [DataRow(1)]
    public void An_SSH_signature_with_a_number_that_is_too_long_is_refused(int number)
    {
        using var scratch = MakeSshSigned("ecdsa-256", "file");
        scratch.Write("allowed", "builds " + File.ReadAllText(scratch.At("key.pub")));
        var lines = File.ReadAllLines(scratch.At("checksums.sha256.sig"));
        var all = Convert.FromBase64String(string.Concat(lines[1..^1]));
        var at = "SSHSIG".Length + sizeof(uint);
        for (var field = 0; field < 4; field++)
        {
            at += sizeof(uint) + Length(all, at);
        }

        var inner = all[(at + sizeof(uint))..];
        var numbers = inner[(sizeof(uint) + Length(inner, 0) + sizeof(uint))..];
        var first = numbers[..(sizeof(uint) + Length(numbers, 0))];
        byte[] tooLong = [0, 0, 0, 33, 1, .. new byte[32]];
        byte[] changed = number == 0 ? [.. tooLong, .. numbers[first.Length..]] : [.. first, .. tooLong];
        byte[] signature = [.. inner[..(sizeof(uint) + Length(inner, 0))], .. Sized(changed)];
        scratch.Write("checksums.sha256.sig",
            $"{lines[0]}\n{Convert.ToBase64String([.. all[..at], .. Sized(signature)])}\n{lines[^1]}\n");

        Refused.With("LLE1137", () => Verify(scratch, "allowed"));

        static int Length(byte[] from, int at) => System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(from.AsSpan(at));
        static byte[] Sized(byte[] bytes) => [0, 0, (byte)(bytes.Length >> 8), (byte)bytes.Length, .. bytes];
    }

    [TestMethod]
    public void An_SSH_signature_over_other_content_is_refused()
    {
        using var scratch = MakeSshSigned("rsa", "file");
        scratch.Write("allowed", "builds " + File.ReadAllText(scratch.At("key.pub")));
        File.AppendAllText(scratch.At("checksums.sha256"), "# one more line\n");

        Refused.With("LLE1137", () => Verify(scratch, "allowed"));
    }

    [TestMethod]
    public void An_SSH_signature_is_not_accepted_from_a_PEM_key_nor_the_other_way_round()
    {
        using var scratch = MakeSshSigned("ecdsa-256", "file");
        Run.Tool("ssh-keygen", scratch.Folder, "-p", "-m", "PEM", "-N", "", "-f", "key");
        Run.Tool("openssl", scratch.Folder, "pkey", "-in", "key", "-pubout", "-out", "pem.pub");
        scratch.Write("allowed", "builds " + File.ReadAllText(scratch.At("key.pub")));
        Refused.With("LLE1139", () => Verify(scratch, "pem.pub"));

        Sign(scratch, "-sha256");
        Assert.AreEqual("checked (key pem.pub)", Verify(scratch, "pem.pub"));
        Refused.With("LLE1137", () => Verify(scratch, "allowed"));
    }

    [TestMethod]
    public void An_unsigned_payload_is_refused_where_keys_are_trusted()
    {
        using var scratch = MakeKey("-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256");

        Refused.With("LLE1135", () => Verify(scratch, "key.pub"));
    }

    [TestMethod]
    public void A_payload_without_list_is_refused_where_keys_are_trusted()
    {
        using var scratch = MakeKey("-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256");
        File.Delete(scratch.At("checksums.sha256"));

        Refused.With("LLE1141", () => Verify(scratch, "key.pub"));
    }

    [TestMethod]
    public void A_signature_that_nobody_checks_is_a_warning()
    {
        using var scratch = MakeKey("-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256");
        Sign(scratch, "-sha256");

        var verdict = PayloadVerifier.Verify(PayloadVerifierTests.Open(scratch), [], CancellationToken.None);

        Assert.AreEqual("not checked", verdict.Authenticity);
        Assert.AreEqual("LLE1140", verdict.Warnings.Single().Code);
    }

    [TestMethod]
    public void A_signature_by_another_key_is_refused_naming_the_trusted_ones()
    {
        using var scratch = MakeKey("-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256");
        using var other = MakeKey("-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256");
        Sign(scratch, "-sha256");
        File.Copy(other.At("key.pub"), scratch.At("other.pub"));

        StringAssert.Contains(Refused.With("LLE1137", () => Verify(scratch, "other.pub")).Message, "other.pub");
        Assert.AreEqual("checked (key key.pub)", Verify(scratch, "other.pub", "key.pub"));
    }

    [TestMethod]
    public void A_wrong_signature_is_found_before_the_list_is_even_read()
    {
        using var scratch = MakeKey("-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256");
        Sign(scratch, "-sha256");
        scratch.Write("checksums.sha256", "not a list");

        CollectionAssert.AreEqual(new[] { "LLE1137(0,0)" }, Refused.Places(() => Verify(scratch, "key.pub")).ToArray());
    }

    [TestMethod]
    public void SHA1_is_no_hash_to_sign_with()
    {
        using var scratch = MakeKey("-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048");
        Sign(scratch, "-sha1");

        Refused.With("LLE1137", () => Verify(scratch, "key.pub"));
    }

    private static void Rewrite(Scratch scratch, Func<string, string> rewrite)
    {
        var path = scratch.At("checksums.sha256.sig");
        File.WriteAllText(path, rewrite(Convert.ToBase64String(File.ReadAllBytes(path))));
    }

    private static Scratch MakeSshSigned(string type, string purpose, params string[] options)
    {
        var scratch = PayloadVerifierTests.MakePayload();
        string[] kind = type == "rsa" ? ["-t", "rsa", "-b", "2048"] : ["-t", "ecdsa", "-b", type[6..]];
        Run.Tool("ssh-keygen", scratch.Folder, ["-q", .. kind, "-N", "", "-C", "a comment", "-f", "key"]);
        Run.Tool("ssh-keygen", scratch.Folder, ["-q", "-Y", "sign", .. options, "-f", "key", "-n", purpose, "checksums.sha256"]);
        return scratch;
    }
}
