using Lle.Deploy.Posix;
using Lle.Deploy.Transactions;

namespace Lle.Deploy.Backups;

internal static class RestoreTraits
{
    /// <summary>Mode, owner, attributes and time of a restored file; the owner is only named where it is not the one who restores
    /// anyway.</summary>
    public static FileTraits Of(ManifestEntry entry) => Of(entry.State) with { Modified = entry.Modified };

    public static FileTraits Of(PathState state)
    {
        var mine = (state.User, state.Group) == (Accounts.CurrentUser, Accounts.CurrentGroup);
        return new FileTraits(state.Mode, mine ? null : state.User, mine ? null : state.Group)
        { Attributes = PathState.Decode(state.Attributes), IsExact = true };
    }
}
