using Lle.Deploy.Posix;

namespace Lle.Deploy.Transactions;

/// <summary>
/// What an administrator has given a file that a deployment replaces: a narrower mode, a group, an access control list, attributes,
/// capabilities, of a configuration file also an owner. The new file keeps it; what it cannot or may not keep is named.
/// </summary>
/// <param name="Traits">Of the new file.</param>
/// <param name="NotKept">In words, for a message: "its owner bob".</param>
internal sealed record StandingTraits(FileTraits Traits, IReadOnlyList<string> NotKept)
{
    private const string AccessControlList = "system.posix_acl_access";
    private const uint OwnerBits = 0b111_000_000;
    private const uint OthersBits = 0b000_111_111;

    /// <summary>Hashes and signatures of the old content.</summary>
    private static readonly string[] OfTheContent = ["security.ima", "security.evm"];

    /// <param name="before">The state of the path now.</param>
    /// <param name="wanted">What a first deployment would give the file.</param>
    public static StandingTraits Of(PathState before, FileTraits wanted)
    {
        if (wanted.IsExact)
        {
            return GiveableTraits.Of(wanted);
        }

        if (before.Kind != FileKind.File)
        {
            return new StandingTraits(wanted, []);
        }

        var lost = new List<string>();
        if ((before.Mode & ~FileModes.All & ~wanted.Mode) != 0)
        {
            lost.Add($"its set-id or sticky bits ({FileModes.Octal(before.Mode)})");
        }

        return new StandingTraits(
            wanted with
            {
                Mode = (wanted.Mode & ~OthersBits) | (wanted.Mode & before.Mode & OthersBits),
                User = Owner(before, wanted, lost),
                Group = Group(before, wanted, lost),
                Attributes = Attributes(before, wanted, lost),
            },
            lost);
    }

    /// <summary>Whether nobody may do more than the mode allows, and the owner no less.</summary>
    public static bool IsAsGood(uint mode, uint wanted) => FileModes.IsWithin(mode, wanted) && (mode & OwnerBits) == (wanted & OwnerBits);

    private static uint? Owner(PathState before, FileTraits wanted, List<string> lost)
    {
        if (wanted.User is not null || before.User == Accounts.CurrentUser)
        {
            return wanted.User;
        }

        if (wanted.KeepsOwner && Accounts.CurrentUser == 0)
        {
            return before.User;
        }

        lost.Add($"its owner {Accounts.UserName(before.User)}");
        return null;
    }

    private static uint? Group(PathState before, FileTraits wanted, List<string> lost)
    {
        if (wanted.Group is not null || before.Group == Accounts.CurrentGroup)
        {
            return wanted.Group;
        }

        if (Accounts.CurrentUser == 0 || Accounts.IsMemberOf(before.Group))
        {
            return before.Group;
        }

        lost.Add($"its group {Accounts.GroupName(before.Group)}");
        return null;
    }

    private static IReadOnlyDictionary<string, byte[]>? Attributes(PathState before, FileTraits wanted, List<string> lost)
    {
        var kept = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var (name, value) in PathState.Decode(before.Attributes))
        {
            if (name == AccessControlList && (wanted.Mode & OthersBits) == 0)
            {
                // Where the mask lets nobody in, it came from the directory above and gives nobody anything.
                if ((before.Mode & OthersBits) != 0)
                {
                    lost.Add("its access control list, because the file is for its owner only");
                }
            }
            else if (OfTheContent.Contains(name) || !GiveableTraits.MaySet(name))
            {
                lost.Add($"its attribute {name}");
            }
            else
            {
                kept[name] = value;
            }
        }

        return kept.Count == 0 ? wanted.Attributes : kept;
    }
}
