using System.Numerics;
using System.Security.Cryptography;

namespace Lle.Deploy.Payload.Signatures;

/// <summary>
/// RSASSA-PSS verification (RFC 8017, 8.1.2 and 9.1.2) with a salt of any length. .NET 10 verifies salts as long as the hash only; openssl
/// makes them as long as possible unless told otherwise. Only public data is handled, so nothing here needs constant time.
/// </summary>
internal static class Pss
{
    public static bool Verifies(RSAParameters key, ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature, HashAlgorithmName hash)
    {
        var modulus = new BigInteger(key.Modulus, isUnsigned: true, isBigEndian: true);
        var value = new BigInteger(signature, isUnsigned: true, isBigEndian: true);
        if (signature.Length != key.Modulus!.Length || value >= modulus)
        {
            return false;
        }

        var bits = (int)modulus.GetBitLength() - 1;
        var opened = BigInteger.ModPow(value, new BigInteger(key.Exponent, isUnsigned: true, isBigEndian: true), modulus);
        var encoded = new byte[(bits + 7) / 8];
        var bytes = opened.ToByteArray(isUnsigned: true, isBigEndian: true);
        if (bytes.Length > encoded.Length)
        {
            return false;
        }

        bytes.CopyTo(encoded.AsSpan(encoded.Length - bytes.Length));
        return IsEncodingOf(encoded, bits, CryptographicOperations.HashData(hash, data), hash);
    }

    private static bool IsEncodingOf(byte[] encoded, int bits, byte[] digest, HashAlgorithmName hash)
    {
        var masked = encoded.Length - digest.Length - 1;
        if (masked < 1 || encoded[^1] != 0xbc)
        {
            return false;
        }

        var found = encoded.AsSpan(masked, digest.Length);
        var spareBits = (8 * encoded.Length) - bits;
        if (encoded[0] >> (8 - spareBits) != 0 && spareBits > 0)
        {
            return false;
        }

        var block = encoded.AsSpan(0, masked).ToArray();
        Unmask(block, found, hash);
        block[0] &= (byte)(0xff >> spareBits);
        var one = block.AsSpan().IndexOfAnyExcept((byte)0);
        if (one < 0 || block[one] != 1)
        {
            return false;
        }

        var input = new byte[8 + digest.Length + (block.Length - one - 1)];
        digest.CopyTo(input, 8);
        block.AsSpan(one + 1).CopyTo(input.AsSpan(8 + digest.Length));
        return CryptographicOperations.HashData(hash, input).AsSpan().SequenceEqual(found);
    }

    /// <summary>MGF1 with the same hash, as openssl does.</summary>
    private static void Unmask(byte[] block, ReadOnlySpan<byte> seed, HashAlgorithmName hash)
    {
        var input = new byte[seed.Length + 4];
        seed.CopyTo(input);
        for (int offset = 0, counter = 0; offset < block.Length; counter++)
        {
            System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(input.AsSpan(seed.Length), counter);
            foreach (var mask in CryptographicOperations.HashData(hash, input))
            {
                if (offset < block.Length)
                {
                    block[offset++] ^= mask;
                }
            }
        }
    }
}
