using System.Buffers.Binary;

namespace Lle.Deploy.Posix;

/// <summary>Who else may write to a file or directory: the entries of a POSIX access control list, as Linux keeps them, with the mask
/// applied.</summary>
/// <param name="GroupMayWrite">The owning group; the mode's group bits are the mask.</param>
/// <param name="Users">Named users who may write.</param>
/// <param name="Groups">Named groups that may write.</param>
internal sealed record AccessControlList(bool GroupMayWrite, IReadOnlyList<uint> Users, IReadOnlyList<uint> Groups)
{
    public const string Attribute = "system.posix_acl_access";

    private const uint Version = 2;
    private const int EntryLength = 8;

    private enum Tag : ushort
    {
        User = 0x02,
        GroupObject = 0x04,
        Group = 0x08,
        Mask = 0x10,
    }

    /// <returns>null: it is not of the form that is known.</returns>
    public static AccessControlList? Parse(ReadOnlySpan<byte> value)
    {
        if (value.Length < sizeof(uint) || (value.Length - sizeof(uint)) % EntryLength != 0
            || BinaryPrimitives.ReadUInt32LittleEndian(value) != Version)
        {
            return null;
        }

        var entries = new List<(Tag Tag, bool Writes, uint Id)>();
        for (var rest = value[sizeof(uint)..]; !rest.IsEmpty; rest = rest[EntryLength..])
        {
            entries.Add(((Tag)BinaryPrimitives.ReadUInt16LittleEndian(rest), (BinaryPrimitives.ReadUInt16LittleEndian(rest[2..]) & 2) != 0,
                BinaryPrimitives.ReadUInt32LittleEndian(rest[4..])));
        }

        var isMasked = entries.Exists(e => e is { Tag: Tag.Mask, Writes: false });
        return new AccessControlList(
            !isMasked && entries.Exists(e => e is { Tag: Tag.GroupObject, Writes: true }),
            Named(Tag.User), Named(Tag.Group));

        List<uint> Named(Tag tag) => isMasked ? [] : [.. entries.Where(e => e.Tag == tag && e.Writes).Select(e => e.Id)];
    }
}
