using System.Text;
using Lle.Deploy.Transactions;

namespace Lle.Deploy.Tests.Hostile;

/// <summary>Makes bad inputs of good ones; the same seed makes the same ones.</summary>
internal sealed class Mutator(IReadOnlyList<byte[]> seeds, IReadOnlyList<string> words, int seed)
{
    private const int MaximumLength = 1 << 17;
    private static readonly byte[] Interesting =
        [0, 1, 0x0a, 0x0d, 0x20, 0x22, 0x2f, 0x3d, 0x5b, 0x5c, 0x5d, 0x7f, 0x80, 0xc3, 0xed, 0xf4, 0xff];
    private readonly Random random = new(seed);

    public byte[] Next()
    {
        List<byte> input = [.. seeds[random.Next(seeds.Count)]];
        for (var changes = random.Next(1, 7); changes > 0 && input.Count < MaximumLength; changes--)
        {
            Change(input);
        }

        return [.. input];
    }

    private void Change(List<byte> input)
    {
        var at = random.Next(input.Count + 1);
        var length = Math.Min(input.Count - at, random.Next(1, random.Next(2) == 0 ? 8 : 600));
        switch (random.Next(9))
        {
            case 0 when at < input.Count:
                input[at] ^= (byte)(1 << random.Next(8));
                break;
            case 1 when at < input.Count:
                input[at] = Interesting[random.Next(Interesting.Length)];
                break;
            case 2:
                input.Insert(at, (byte)random.Next(256));
                break;
            case 3:
                input.RemoveRange(at, length);
                break;
            case 4:
                input.InsertRange(random.Next(input.Count + 1), input.GetRange(at, length));
                break;
            case 5:
                input.RemoveRange(at, input.Count - at);
                break;
            case 6 when words.Count > 0:
                input.InsertRange(at, Encoding.UTF8.GetBytes(words[random.Next(words.Count)]));
                break;
            case 7:
                var other = seeds[random.Next(seeds.Count)];
                var from = random.Next(other.Length + 1);
                input.RemoveRange(at, input.Count - at);
                input.AddRange(other[from..]);
                break;
            case 8 when at + length <= input.Count:
                input.InsertRange(at, Enumerable.Repeat(at < input.Count ? input[at] : (byte)'x', random.Next(1, 2000)));
                break;
        }
    }
}
