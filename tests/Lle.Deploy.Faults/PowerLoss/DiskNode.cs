using Lle.Deploy.Posix;
using Lle.Deploy.Transactions;

namespace Lle.Deploy.Faults.PowerLoss;

/// <summary>A change that is accepted and not durable yet.</summary>
/// <param name="Apply">Makes it on a state that may lack other such changes; does nothing where it cannot be made.</param>
/// <param name="Spoil">Makes something else of it, as a disk may: null where it is all or nothing.</param>
internal sealed record PendingChange(string What, Action<DiskState> Apply, Action<DiskState, Random>? Spoil = null);

/// <summary>What one file or directory holds, in one view of it.</summary>
internal sealed class DiskState
{
    public byte[] Content { get; set; } = [];

    public uint Mode { get; set; }

    public SortedDictionary<string, byte[]> Attributes { get; private init; } = new(StringComparer.Ordinal);

    public SortedDictionary<string, DiskNode> Entries { get; private init; } = new(StringComparer.Ordinal);

    public DiskState Copy() => new()
    {
        Content = Content,
        Mode = Mode,
        Attributes = new(Attributes, StringComparer.Ordinal),
        Entries = new(Entries, StringComparer.Ordinal),
    };

    public void WriteAt(long offset, ReadOnlySpan<byte> data)
    {
        var content = new byte[Math.Max(Content.Length, offset + data.Length)];
        Content.CopyTo(content, 0);
        data.CopyTo(content.AsSpan((int)offset));
        Content = content;
    }

    public void Resize(long length)
    {
        var content = Content;
        Array.Resize(ref content, (int)length);
        Content = content;
    }
}

/// <summary>One inode: what is durable, what the running system sees, and what lies between.</summary>
internal sealed class DiskNode(FileKind kind, string? target = null)
{
    public FileKind Kind { get; } = kind;

    /// <summary>Of a symbolic link.</summary>
    public string? Target { get; } = target;

    public DiskState Durable { get; private set; } = new();

    public DiskState Live { get; private set; } = new();

    public List<PendingChange> Pending { get; } = [];

    public void Change(PendingChange change)
    {
        change.Apply(Live);
        Pending.Add(change);
    }

    public void Sync()
    {
        Durable = Live.Copy();
        Pending.Clear();
    }
}
