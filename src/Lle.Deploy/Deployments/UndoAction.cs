namespace Lle.Deploy.Deployments;

/// <summary>Which way the earlier files came back.</summary>
internal enum UndoAction
{
    RolledBack,
    Restored,
}
