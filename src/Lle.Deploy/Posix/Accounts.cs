using System.Globalization;
using System.Runtime.InteropServices;

namespace Lle.Deploy.Posix;

/// <summary>Users and groups by number and name. In struct passwd and struct group the name comes first everywhere.</summary>
internal static class Accounts
{
    private static readonly Lock Gate = new();

    public static uint CurrentUser => FileCalls.EffectiveUser();

    public static uint CurrentGroup => FileCalls.EffectiveGroup();

    /// <summary>Whether this process may give its files to the group.</summary>
    public static unsafe bool IsMemberOf(uint group)
    {
        if (group == CurrentGroup)
        {
            return true;
        }

        var groups = new uint[Math.Max(0, FileCalls.Groups(0, null))];
        fixed (uint* start = groups)
        {
            var count = FileCalls.Groups(groups.Length, start);
            return count > 0 && groups.AsSpan(0, count).Contains(group);
        }
    }

    public static string UserName(uint user) => Name(() => FileCalls.UserById(user)) ?? $"{user}";

    public static string GroupName(uint group) => Name(() => FileCalls.GroupById(group)) ?? $"{group}";

    /// <summary>"user:group" as people write it.</summary>
    public static string Owner(uint user, uint group) => $"{UserName(user)}:{GroupName(group)}";

    /// <summary>The group of the user's entry; null: this machine does not know the user.</summary>
    public static uint? PrimaryGroup(uint user)
    {
        lock (Gate)
        {
            var entry = FileCalls.UserById(user);
            return entry == 0 ? null : (uint)Marshal.ReadInt32(entry + (2 * nint.Size) + sizeof(uint));
        }
    }

    /// <summary>null: this machine does not know the user, or the entry has none.</summary>
    public static string? HomeDirectory(uint user)
    {
        lock (Gate)
        {
            // struct passwd: name, password, uid, gid, (macOS: time of change, class,) real name, home.
            var entry = FileCalls.UserById(user);
            var offset = (OperatingSystem.IsMacOS() ? 5 : 3) * nint.Size;
            return entry == 0 ? null : Marshal.PtrToStringUTF8(Marshal.ReadIntPtr(entry + offset + nint.Size));
        }
    }

    public static uint? UserNumber(string name) => Number(() => FileCalls.UserByName(name));

    public static uint? GroupNumber(string name) => Number(() => FileCalls.GroupByName(name));

    /// <returns>null: it is no number, and this machine does not know the name.</returns>
    public static uint? User(string nameOrNumber) => Plain(nameOrNumber) ?? UserNumber(nameOrNumber);

    /// <returns>null: it is no number, and this machine does not know the name.</returns>
    public static uint? Group(string nameOrNumber) => Plain(nameOrNumber) ?? GroupNumber(nameOrNumber);

    private static uint? Plain(string text) =>
        uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>
    /// Whether the group is the user's own: it has the user's name and no other member. A name of its own is how systems that share groups
    /// tell them apart: who has a group as the primary one is not in its list of members.
    /// </summary>
    public static unsafe bool IsPrivateGroup(uint group, uint user)
    {
        lock (Gate)
        {
            var entry = FileCalls.GroupById(group);
            if (entry == 0)
            {
                return false;
            }

            // struct group { char *name; char *password; gid_t gid; char **members; }
            var members = *(byte***)(entry + (3 * sizeof(nint)));
            var only = UserName(user);
            if (Marshal.PtrToStringUTF8(*(nint*)entry) != only)
            {
                return false;
            }

            for (; *members is not null; members++)
            {
                if (Marshal.PtrToStringUTF8((nint)(*members)) != only)
                {
                    return false;
                }
            }

            return true;
        }
    }

    // getpwuid and its kin answer from one static buffer.
    private static string? Name(Func<nint> find)
    {
        lock (Gate)
        {
            var entry = find();
            return entry == 0 ? null : Marshal.PtrToStringUTF8(Marshal.ReadIntPtr(entry));
        }
    }

    // struct passwd and struct group: char *name; char *password; then the number.
    private static uint? Number(Func<nint> find)
    {
        lock (Gate)
        {
            var entry = find();
            return entry == 0 ? null : (uint)Marshal.ReadInt32(entry + (2 * nint.Size));
        }
    }
}
