using System.Security.Cryptography;
using System.Text.Json;
using Lle.Deploy.Payload.Signatures;

namespace Lle.Deploy.Tests.Payload.Wycheproof;

/// <summary>
/// The signatures of C2SP's Wycheproof project (testvectors_v1, commit dac1dd4, Apache-2.0: LICENSE beside this file), each of which a
/// verifier somewhere once judged wrongly.
/// </summary>
[TestClass]
public sealed class WycheproofTests
{
    [TestMethod]
    [DataRow("ecdsa_secp256r1_sha256_test.json")]
    [DataRow("ecdsa_secp384r1_sha384_test.json")]
    public void ECDSA_in_DER_is_judged_as_Wycheproof_says(string file) =>
        Judge(file, "publicKeyDer", (key, data, signature, _) => key.Verifies(data, signature));

    [TestMethod]
    [DataRow("ecdsa_secp256r1_sha256_p1363_test.json")]
    public void ECDSA_of_fixed_length_as_SSH_needs_it_is_judged_as_Wycheproof_says(string file) =>
        Judge(file, "publicKeyDer", (key, data, signature, hash) => key.VerifiesSsh(data, signature, hash));

    [TestMethod]
    [DataRow("rsa_pss_2048_sha256_mgf1_0_test.json")]
    [DataRow("rsa_pss_2048_sha256_mgf1_32_test.json")]
    [DataRow("rsa_pss_3072_sha256_mgf1_32_test.json")]
    [DataRow("rsa_pss_4096_sha512_mgf1_64_test.json")]
    public void RSA_PSS_is_judged_as_Wycheproof_says(string file) => Judge(file, "publicKeyDer", (key, data, signature, hash) =>
    {
        using var rsa = RSA.Create();
        rsa.ImportSubjectPublicKeyInfo(key.Spki, out _);
        return Pss.Verifies(rsa.ExportParameters(includePrivateParameters: false), data, signature, hash);
    });

    private static void Judge(string file, string keyProperty, Func<TrustedKey, byte[], byte[], HashAlgorithmName, bool> verifies)
    {
        using var vectors = JsonDocument.Parse(File.ReadAllBytes(
            Path.Combine(Repository.Root, "tests/Lle.Deploy.Tests/Payload/Wycheproof", file)));
        var wrong = new List<string>();
        var count = 0;
        foreach (var group in vectors.RootElement.GetProperty("testGroups").EnumerateArray())
        {
            var key = PemKeys.FromSpki(Bytes(group, keyProperty), file, 0);
            var hash = new HashAlgorithmName(group.GetProperty("sha").GetString()!.Replace("-", "", StringComparison.Ordinal));
            foreach (var test in group.GetProperty("tests").EnumerateArray())
            {
                count++;
                // Salts of any length are accepted: openssl makes them as long as possible unless told otherwise.
                var comment = test.GetProperty("comment").GetString()!;
                var expected = test.GetProperty("result").GetString() == "valid"
                    || comment.StartsWith("s_len changed to ", StringComparison.Ordinal);
                if (verifies(key, Bytes(test, "msg"), Bytes(test, "sig"), hash) != expected)
                {
                    wrong.Add($"{test.GetProperty("tcId")} ({comment}), {(expected ? "valid" : "invalid")}");
                }
            }
        }

        Assert.AreEqual(vectors.RootElement.GetProperty("numberOfTests").GetInt32(), count);
        Assert.IsEmpty(wrong, string.Join("; ", wrong));
    }

    private static byte[] Bytes(JsonElement element, string property) => Convert.FromHexString(element.GetProperty(property).GetString()!);
}
