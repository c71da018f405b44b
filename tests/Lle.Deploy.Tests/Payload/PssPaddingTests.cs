using System.Numerics;
using System.Security.Cryptography;
using Lle.Deploy.Payload.Signatures;

namespace Lle.Deploy.Tests.Payload;

/// <summary>Signatures that the holder of the key made wrong in one place of the padding (RFC 8017, 9.1.2): nobody but them can make
/// these.</summary>
[TestClass]
public sealed class PssPaddingTests
{
    private static readonly byte[] data = "what was signed"u8.ToArray();

    [TestMethod]
    [DataRow((byte)1, (byte)0xbc, false, false, true)]
    [DataRow((byte)2, (byte)0xbc, false, false, false)]
    [DataRow((byte)1, (byte)0xbd, false, false, false)]
    [DataRow((byte)1, (byte)0xbc, true, false, false)]
    [DataRow((byte)1, (byte)0xbc, false, true, false)]
    public void Only_the_right_padding_is_accepted(byte separator, byte trailer, bool spareBit, bool otherHash, bool accepted)
    {
        using var rsa = RSA.Create(2048);
        var key = rsa.ExportParameters(includePrivateParameters: true);
        var modulus = new BigInteger(key.Modulus, isUnsigned: true, isBigEndian: true);
        // One bit of the encoding lies beyond the modulus's last whole bit: with it set, only some encodings are below the modulus.
        BigInteger encoded;
        do
        {
            encoded = new BigInteger(Encode(separator, trailer, spareBit, otherHash), isUnsigned: true, isBigEndian: true);
        }
        while (encoded >= modulus);

        var signed = BigInteger.ModPow(encoded, new BigInteger(key.D, isUnsigned: true, isBigEndian: true), modulus)
            .ToByteArray(isUnsigned: true, isBigEndian: true);
        var signature = new byte[256];
        signed.CopyTo(signature, 256 - signed.Length);

        Assert.AreEqual(accepted, Pss.Verifies(rsa.ExportParameters(false), data, signature, HashAlgorithmName.SHA256));
    }

    private static byte[] Encode(byte separator, byte trailer, bool spareBit, bool otherHash)
    {
        var salt = RandomNumberGenerator.GetBytes(32);
        var hash = SHA256.HashData([.. new byte[8], .. SHA256.HashData(data), .. salt]);
        hash[0] ^= (byte)(otherHash ? 1 : 0);
        byte[] block = [.. new byte[256 - 32 - 1 - 32 - 1], separator, .. salt];
        for (int offset = 0, counter = 0; offset < block.Length; counter++)
        {
            foreach (var mask in SHA256.HashData([.. hash, 0, 0, 0, (byte)counter]).Take(block.Length - offset))
            {
                block[offset++] ^= mask;
            }
        }

        block[0] = (byte)((block[0] & 0x7f) | (spareBit ? 0x80 : 0));
        return [.. block, .. hash, trailer];
    }
}
