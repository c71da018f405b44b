using System.Buffers;
using Lle.Deploy.Posix;

namespace Lle.Deploy.Transactions;

/// <summary>What is said of a packed change.</summary>
[Flags]
internal enum ChangeParts : byte
{
    /// <summary>It is kept as it is.</summary>
    None = 0,
    Before = 1,
    After = 2,
    Aside = 4,
    Seen = 8,
    Written = 16,
}

/// <summary>Writes changes of files as few bytes: of a name what differs from the one before, of a hash its 32 bytes, and what files have
/// in common as a number. What is no file is kept as it is.</summary>
internal sealed class ChangePacker
{
    public const int HashSize = 32;

    /// <summary>Neighbours have them in common; to search all would take longer than it saves.</summary>
    private const int TraitsLookedAt = 8;

    private static readonly SearchValues<char> HashDigits = SearchValues.Create("0123456789abcdef");

    private readonly ArrayBufferWriter<byte> bytes = new();
    private readonly List<PathState> traits = [];
    private readonly List<Change> others = [];
    private bool isEffective = true;
    private string path = "";
    private string aside = "";
    private FileIdentity seen;
    private FileIdentity written;

    public int Count { get; private set; }

    public PackedChanges Packed() => new(Count, bytes.WrittenSpan.ToArray(), [.. traits], [.. others], isEffective);

    public void Clear()
    {
        bytes.ResetWrittenCount();
        traits.Clear();
        others.Clear();
        (Count, isEffective, path, aside, seen, written) = (0, true, "", "", default, default);
    }

    public void Add(Change change)
    {
        Count++;
        isEffective &= change.IsEffective;
        var parts = PartsOf(change);
        Write((byte)parts);
        if (parts == ChangeParts.None)
        {
            others.Add(change);
            return;
        }

        path = Text(path, change.Path);
        State(change.Before);
        State(change.After);
        aside = change.Aside is { } name ? Text(aside, name) : aside;
        seen = change.Seen is { } before ? Identity(seen, before) : seen;
        written = change.Written is { } after ? Identity(written, after) : written;
    }

    private static ChangeParts PartsOf(Change change) =>
        !(change.Before.Exists || change.After.Exists) || !CanPack(change.Before) || !CanPack(change.After) ? ChangeParts.None
        : (change.Before.Exists ? ChangeParts.Before : 0)
            | (change.After.Exists ? ChangeParts.After : 0)
            | (change.Aside is not null ? ChangeParts.Aside : 0)
            | (change.Seen is not null ? ChangeParts.Seen : 0)
            | (change.Written is not null ? ChangeParts.Written : 0);

    private static bool CanPack(PathState state) => state == PathState.Absent
        || (state is { Kind: FileKind.File, Target: null, Sha256: { Length: 2 * HashSize } hash }
            && !hash.AsSpan().ContainsAnyExcept(HashDigits));

    private string Text(string last, string text)
    {
        var same = last.AsSpan().CommonPrefixLength(text);
        Number((ulong)same);
        Number((ulong)(text.Length - same));
        foreach (var character in text.AsSpan(same))
        {
            Number(character);
        }

        return text;
    }

    private void State(PathState state)
    {
        if (!state.Exists)
        {
            return;
        }

        var common = state with { Sha256 = null };
        var known = traits.LastIndexOf(common, traits.Count - 1, Math.Min(traits.Count, TraitsLookedAt));
        if (known < 0)
        {
            known = traits.Count;
            traits.Add(common);
        }

        Number((ulong)known);
        Convert.FromHexString(state.Sha256!, bytes.GetSpan(HashSize), out _, out var length);
        bytes.Advance(length);
    }

    private FileIdentity Identity(FileIdentity last, FileIdentity next)
    {
        Difference((long)(next.Inode - last.Inode));
        Difference(next.Size - last.Size);
        Difference(next.Modified - last.Modified);
        return next;
    }

    /// <summary>Small where it is near zero, on either side.</summary>
    private void Difference(long number) => Number((ulong)((number << 1) ^ (number >> 63)));

    /// <summary>Seven bits a byte, the lowest first.</summary>
    private void Number(ulong number)
    {
        for (; number >= 0x80; number >>= 7)
        {
            Write((byte)(number | 0x80));
        }

        Write((byte)number);
    }

    private void Write(byte value)
    {
        bytes.GetSpan(1)[0] = value;
        bytes.Advance(1);
    }
}
