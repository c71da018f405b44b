using Lle.Deploy.Diagnostics;
using Lle.Deploy.Posix;

namespace Lle.Deploy.Transactions;

/// <summary>Makes one announced change. At every instant the path holds the whole old or the whole new.</summary>
internal static class Switch
{
    /// <summary>A second staging name, used only where the file system cannot exchange two names in one step.</summary>
    public const string OldSuffix = ".old";

    /// <param name="parents">Keeps the directory open for the next change.</param>
    /// <param name="libs">Where links of the installation lead, and those of one that it takes over.</param>
    public static void Make(ParentDirectories parents, Change change, IReadOnlyList<string> libs)
    {
        var parent = parents.Of(change.Path) ?? throw new PosixException("open the directory", change.Directory, Errno.NoEntry);
        switch (change)
        {
            case { IsExchange: true }:
                LinkDirectory.Exchange(parent, change, libs);
                break;
            case { IsTree: true }:
                PutNew(parent, change);
                break;
            case { After.Kind: FileKind.Directory, Before.Exists: false }:
                MakeDirectory(parent, change);
                break;
            case { After.Kind: FileKind.Directory }:
                using (var directory = parent.TryOpenDirectory(change.Name)
                ?? throw new DeploymentException(DiagnosticCatalog.ChangedMeanwhile(change.Path)))
                {
                    SetDirectory(directory, change.Before, change.After);
                }

                break;
            case { After.Exists: false }:
                parent.Rename(change.Name, change.Aside!);
                CheckAside(parent, change);
                break;
            case { Before.Exists: false }:
                PutNew(parent, change);
                break;
            default:
                Replace(parent, change);
                break;
        }
    }

    private static void MakeDirectory(PosixDirectory parent, Change change)
    {
        parent.MakeDirectory(change.Name, change.After.Mode);
        using var made = parent.TryOpenDirectory(change.Name)!;
        var status = made.Status();
        if ((status.User, status.Group) != (change.After.User, change.After.Group))
        {
            made.SetOwner(change.After.User, change.After.Group);
            made.SetMode(change.After.Mode);
        }
    }

    /// <summary>Owner, then mode (a change of owner clears set-id bits), then attributes of a directory that stands.</summary>
    public static void SetDirectory(PosixDirectory directory, PathState from, PathState to)
    {
        if ((from.User, from.Group) != (to.User, to.Group))
        {
            directory.SetOwner(to.User, to.Group);
        }

        if (directory.Status().Mode != to.Mode)
        {
            directory.SetMode(to.Mode);
        }

        directory.SetAttributes(PathState.Decode(to.Attributes));
        directory.RemoveAttributes((from.Attributes ?? []).Keys.Except((to.Attributes ?? []).Keys));
    }

    private static void PutNew(PosixDirectory parent, Change change)
    {
        if (!parent.TryRenameToNew(change.Aside!, change.Name))
        {
            throw new DeploymentException(DiagnosticCatalog.ChangedMeanwhile(change.Path));
        }
    }

    private static void Replace(PosixDirectory parent, Change change)
    {
        if (!parent.TryExchange(change.Aside!, change.Name))
        {
            ReplaceKeepingCopy(parent, change);
        }

        CheckAside(parent, change);
    }

    /// <summary>What was moved aside is what was seen before; else it goes back where it was.</summary>
    private static void CheckAside(PosixDirectory parent, Change change)
    {
        if (change.Seen is not { } was)
        {
            return;
        }

        if (parent.Status(change.Aside!) is not { } old || new FileIdentity(old) != was)
        {
            // The undo finds a state it does not know, leaves it alone and names it.
            parent.Rename(change.Aside!, change.Name);
            throw new DeploymentException(DiagnosticCatalog.ChangedMeanwhile(change.Path));
        }
    }

    private static void ReplaceKeepingCopy(PosixDirectory parent, Change change)
    {
        var old = change.Aside + OldSuffix;
        if (!parent.TryLink(parent, change.Name, old))
        {
            throw new DeploymentException(DiagnosticCatalog.NoExchange(change.Directory));
        }

        parent.Rename(change.Aside!, change.Name);
        parent.Rename(old, change.Aside!);
    }
}
