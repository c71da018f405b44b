using System.Collections;
using Lle.Deploy.Posix;

namespace Lle.Deploy.Transactions;

/// <summary>Some changes of a <see cref="ChangeList"/>, as <see cref="ChangePacker"/> has packed them.</summary>
/// <param name="Bytes">What is said of each but by the other two.</param>
/// <param name="Traits">What files have in common: everything but their content.</param>
/// <param name="Others">What is no file.</param>
/// <param name="IsEffective">Each of them changes something.</param>
internal sealed record PackedChanges(int Count, byte[] Bytes, PathState[] Traits, Change[] Others, bool IsEffective) : IEnumerable<Change>
{
    private const int FewCharacters = 256;

    public IEnumerator<Change> GetEnumerator()
    {
        var unpacker = new Unpacker(this);
        for (var index = 0; index < Count; index++)
        {
            yield return unpacker.Next();
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private sealed class Unpacker(PackedChanges packed)
    {
        private string path = "";
        private string aside = "";
        private FileIdentity seen;
        private FileIdentity written;
        private int position;
        private int others;

        public Change Next()
        {
            var parts = (ChangeParts)packed.Bytes[position++];
            if (parts == ChangeParts.None)
            {
                return packed.Others[others++];
            }

            bool Has(ChangeParts part) => (parts & part) != 0;
            path = Text(path);
            var before = Has(ChangeParts.Before) ? State() : PathState.Absent;
            var after = Has(ChangeParts.After) ? State() : PathState.Absent;
            return new Change(path, before, after, Has(ChangeParts.Aside) ? aside = Text(aside) : null)
            {
                Seen = Has(ChangeParts.Seen) ? seen = Identity(seen) : null,
                Written = Has(ChangeParts.Written) ? written = Identity(written) : null,
            };
        }

        private string Text(string last)
        {
            var same = last.AsSpan(0, (int)Number());
            var length = (int)Number();
            Span<char> rest = length <= FewCharacters ? stackalloc char[length] : new char[length];
            for (var index = 0; index < length; index++)
            {
                rest[index] = (char)Number();
            }

            return string.Concat(same, rest);
        }

        private PathState State()
        {
            var traits = packed.Traits[Number()];
            var hash = packed.Bytes.AsSpan(position, ChangePacker.HashSize);
            position += hash.Length;
            return traits with { Sha256 = Convert.ToHexStringLower(hash) };
        }

        private FileIdentity Identity(FileIdentity last) =>
            new(last.Inode + (ulong)Difference(), last.Size + Difference(), last.Modified + Difference());

        private long Difference() => Number() is var number ? (long)(number >> 1) ^ -(long)(number & 1) : 0;

        private ulong Number()
        {
            var number = 0UL;
            for (var shift = 0; ; shift += 7)
            {
                var part = packed.Bytes[position++];
                number |= (ulong)(part & 0x7f) << shift;
                if (part < 0x80)
                {
                    return number;
                }
            }
        }
    }
}
