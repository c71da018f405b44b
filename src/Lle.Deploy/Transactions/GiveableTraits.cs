using Lle.Deploy.Posix;

namespace Lle.Deploy.Transactions;

/// <summary>
/// What whoever runs this may give a file that is to be as it was: an ordinary user gives no file away, gives it no group that the user is
/// not in, and no attribute that only root may set. As with tar and rsync the rest comes back, and what does not is named.
/// </summary>
internal static class GiveableTraits
{
    private const uint GroupBits = 0b000_111_000;
    private const uint OtherBits = 0b000_000_111;

    public static StandingTraits Of(FileTraits wanted)
    {
        if (Accounts.CurrentUser == 0)
        {
            return new StandingTraits(wanted, []);
        }

        var (traits, lost) = (wanted, new List<string>());
        if (wanted.User is { } user && user != Accounts.CurrentUser)
        {
            lost.Add($"its owner {Accounts.UserName(user)}");
            traits = traits with { User = null, Mode = traits.Mode & ~FileModes.SetUser };
        }

        if (wanted.Group is { } group && !Accounts.IsMemberOf(group))
        {
            // Another group does not come to read what it could not.
            lost.Add($"its group {Accounts.GroupName(group)}");
            traits = traits with
            {
                Group = null,
                Mode = traits.Mode & ~FileModes.SetGroup & ~(GroupBits & ~((traits.Mode & OtherBits) << 3)),
            };
        }

        if (wanted.Attributes is { } attributes)
        {
            lost.AddRange(attributes.Keys.Where(name => !MaySet(name)).Select(name => $"its attribute {name}"));
            traits = traits with { Attributes = Settable(attributes) };
        }

        return new StandingTraits(traits, lost);
    }

    /// <summary>The same of a directory.</summary>
    /// <param name="now">As it is, or will be made: a directory of somebody else stays as it is.</param>
    public static (PathState State, IReadOnlyList<string> NotKept) Of(PathState now, PathState wanted)
    {
        if (Accounts.CurrentUser != 0 && now.User != Accounts.CurrentUser)
        {
            string[] notKept = now == wanted ? [] : [$"what it was ({wanted}), because it belongs to {Accounts.UserName(now.User)}"];
            return (now, notKept);
        }

        var given = Of(new FileTraits(wanted.Mode, now.User == wanted.User ? null : wanted.User,
            now.Group == wanted.Group ? null : wanted.Group)
        {
            Attributes = PathState.Decode(wanted.Attributes),
        });
        return (wanted with
        {
            User = given.Traits.User ?? now.User,
            Group = given.Traits.Group ?? now.Group,
            Mode = given.Traits.Mode,
            Attributes = PathState.Encode(given.Traits.Attributes!),
        }, given.NotKept);
    }

    /// <summary>The same of a link, whose owner means nothing.</summary>
    public static (uint User, uint Group) OfLink(uint user, uint group) => Accounts.CurrentUser == 0 ? (user, group)
        : (Accounts.CurrentUser, Accounts.IsMemberOf(group) ? group : Accounts.CurrentGroup);

    /// <summary>Without those that only root may set.</summary>
    public static IReadOnlyDictionary<string, byte[]> Settable(IReadOnlyDictionary<string, byte[]> attributes) =>
        attributes.Keys.All(MaySet) ? attributes
            : attributes.Where(attribute => MaySet(attribute.Key)).ToDictionary(a => a.Key, a => a.Value, StringComparer.Ordinal);

    public static bool MaySet(string attribute) =>
        Accounts.CurrentUser == 0
        || !(attribute.StartsWith("security.", StringComparison.Ordinal) || attribute.StartsWith("trusted.", StringComparison.Ordinal));
}
