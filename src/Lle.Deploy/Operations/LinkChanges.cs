using Lle.Deploy.Transactions;

namespace Lle.Deploy.Operations;

/// <summary>What has to happen to the links of a tree, in the order in which no path is missing meanwhile; the switch of current comes
/// between the second and the third.</summary>
/// <param name="Folded">Directories that become links: through current they lead to what was there until the switch.</param>
/// <param name="Added">With those that stand already as changes of nothing.</param>
/// <param name="Unfolded">Links that become directories: after the switch they lead to what the directories hold.</param>
internal sealed record LinkChanges(
    IReadOnlyList<Change> Folded, IReadOnlyList<Change> Added, IReadOnlyList<Change> Unfolded, IReadOnlyList<Change> Removed);
