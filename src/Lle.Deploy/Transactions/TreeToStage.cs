using Lle.Deploy.Posix;

namespace Lle.Deploy.Transactions;

/// <summary>A tree of files that is installed as a whole.</summary>
/// <param name="Source">The folder the entries were read from, without a link on the way; every file must still have its hash.</param>
/// <param name="Entries">Each directory before what is in it.</param>
/// <param name="Owner">Of whatever says nothing of its own.</param>
/// <param name="DirectoryMode">Of the top directory and all below it.</param>
internal sealed record TreeToStage(string Source, IReadOnlyList<TreeEntry> Entries, FileTraits Owner, uint DirectoryMode)
{
    /// <summary>To another owner or group than who deploys.</summary>
    public bool IsGivenAway => Owner.User is not null || Owner.Group is not null;

    /// <summary>The same, written already; null: it is copied.</summary>
    public PreparedTree? Prepared { get; init; }
}
