using Lle.Deploy.Logging;

namespace Lle.Deploy.Transactions;

/// <summary>What an operation changes on the target: in fact (<see cref="Transaction"/>), or only worked out (<see
/// cref="PlannedChanges"/>).</summary>
internal abstract class ChangeSet
{
    /// <summary>What is applied now is taken over from another installation.</summary>
    public bool IsTaking { get; set; }

    /// <summary>In the order they were made.</summary>
    public abstract IReadOnlyList<Change> Changes { get; }

    /// <summary>What is at a path now, with the changes so far.</summary>
    public abstract PathState Look(string path);

    /// <summary>Prepares a file.</summary>
    /// <returns>A change whose before equals its after where the same file is there already.</returns>
    public abstract Change StageFile(string path, FileContent content, FileTraits traits, CancellationToken cancellation = default);

    /// <summary>Prepares many files; in the order of their paths it is quickest.</summary>
    /// <param name="meter">Counts them.</param>
    public virtual IReadOnlyList<Change> StageFiles(
        IEnumerable<FileToStage> files, WorkMeter meter, CancellationToken cancellation)
    {
        var staged = new List<Change>();
        foreach (var file in files)
        {
            staged.Add(StageFile(file.Path, file.Content, file.Traits, cancellation));
            meter.Add(1, file.Size);
        }

        return staged;
    }

    /// <summary>Prepares a whole tree of files.</summary>
    /// <param name="path">Nothing may be there.</param>
    public abstract Change StageTree(string path, TreeToStage tree, WorkMeter meter, CancellationToken cancellation);

    /// <summary>Prepares a symbolic link.</summary>
    public abstract Change StageLink(string path, string target, uint user, uint group);

    /// <summary>A directory of links takes the place of a link.</summary>
    /// <param name="directory">Mode, owner and attributes of the directory.</param>
    /// <param name="content">Directories before what is in them.</param>
    /// <returns>The exchange, and what comes with it.</returns>
    public abstract IReadOnlyList<Change> StageUnfolding(
        string path, PathState directory, IReadOnlyList<(string Path, PathState State)> content);

    /// <summary>A link takes the place of a directory of links.</summary>
    /// <param name="content">As it is now.</param>
    /// <returns>The exchange, and what goes with the directory.</returns>
    public abstract IReadOnlyList<Change> StageFolding(string path, PathState link, IReadOnlyList<(string Path, PathState State)> content);

    public abstract Change Removal(string path);

    /// <summary>Makes the changes. What changes nothing is left out.</summary>
    public abstract void Apply(params IReadOnlyList<Change> changes);

    /// <summary>What new files do not keep of the files they replace, since this was asked last: a warning each.</summary>
    public abstract IReadOnlyList<(string Path, string What)> TakeNotKept();
}

/// <param name="Path">Absolute.</param>
/// <param name="Size">Bytes, for those who wait.</param>
internal sealed record FileToStage(string Path, FileContent Content, FileTraits Traits, long Size);
