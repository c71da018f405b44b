using Lle.Deploy.Payload;
using Lle.Deploy.Payload.Signatures;
using Lle.Deploy.Tests.Support;

namespace Lle.Deploy.Tests.Payload.Cosign;

/// <summary>Signatures that cosign itself made, in its three forms (README.md beside this file says where they are from).</summary>
[TestClass]
public sealed class CosignTests
{
    [TestMethod]
    [DataRow("plain")]
    [DataRow("old-bundle")]
    [DataRow("bundle")]
    public void What_cosign_signed_is_accepted_with_its_public_key_and_no_other(string name)
    {
        Assert.AreEqual($"{name}.pub", Verify(Read(name, "txt"), Read(name, "sig"), name).Name);

        var other = name == "plain" ? "bundle" : "plain";
        Refused.With("LLE1137", () => Verify(Read(name, "txt"), Read(name, "sig"), other));
    }

    [TestMethod]
    [DataRow("plain")]
    [DataRow("old-bundle")]
    [DataRow("bundle")]
    public void A_file_that_was_changed_after_cosign_signed_it_is_refused_wherever_the_change_is(string name)
    {
        var (data, signature) = (Read(name, "txt"), Read(name, "sig"));
        for (var at = 0; at < data.Length; at++)
        {
            data[at] ^= 1;
            Refused.With("LLE1137", () => Verify(data, signature, name));
            data[at] ^= 1;
        }

        Refused.With("LLE1137", () => Verify([.. data, (byte)'\n'], signature, name));
        Refused.With("LLE1137", () => Verify(data[..^1], signature, name));
    }

    [TestMethod]
    [DataRow("plain")]
    [DataRow("old-bundle")]
    [DataRow("bundle")]
    public void A_payload_whose_list_cosign_signed_gets_past_its_signature(string name)
    {
        using var scratch = PayloadVerifierTests.MakePayload();
        var trusted = TrustedKeys.Load([At(name, "pub")], TimeProvider.System);
        scratch.Write("checksums.sha256", Read(name, "txt"));
        scratch.Write("checksums.sha256.sig", Read(name, "sig"));

        // The signed files are no lists: that is what is refused, and not the signature.
        Refused.With("LLE1112", () => PayloadVerifier.Verify(PayloadVerifierTests.Open(scratch), trusted, CancellationToken.None));
    }

    private static TrustedKey Verify(byte[] data, byte[] signature, string key) => SignatureVerifier.Verify(
        data, signature, "checksums.sha256.sig", TrustedKeys.Load([At(key, "pub")], TimeProvider.System));

    private static byte[] Read(string name, string kind) => File.ReadAllBytes(At(name, kind));

    private static string At(string name, string kind) =>
        Path.Combine(Repository.Root, "tests/Lle.Deploy.Tests/Payload/Cosign", $"{name}.{kind}");
}
