namespace Lle.Deploy.Deployments;

/// <summary>What an operation did to a path.</summary>
internal enum ChangeKind
{
    /// <summary>It was already as it should be.</summary>
    Unchanged,
    Created,
    Replaced,
    Removed,
}
