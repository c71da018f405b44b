using Lle.Deploy.Diagnostics;
using Lle.Deploy.Posix;

namespace Lle.Deploy.Transactions;

/// <summary>Writes new files beside their targets, under names that say which transaction they belong to.</summary>
internal static class Staging
{
    private const int IdentityLength = 8;

    /// <summary>What every such name begins with; no lasting one does.</summary>
    public const string AnyPrefix = ".lle-";

    public static string Prefix(string transactionId) => $"{AnyPrefix}{transactionId}-";

    /// <summary>Two installations may share a directory and begin in the same second: then the transactions have one ID, and the
    /// identities tell their files apart.</summary>
    public static string Name(TransactionHeader header, int number) => $"{Prefix(header.Id)}{Owner(header)}{number}";

    /// <summary>Whether a name was given to a file of this transaction.</summary>
    public static bool IsOf(TransactionHeader header, string name) =>
        name.StartsWith(Prefix(header.Id), StringComparison.Ordinal)
        // Version 1.0.0 gave a number alone.
        && name[Prefix(header.Id).Length..] is var rest
        && (!rest.Contains('-') || rest.StartsWith(Owner(header), StringComparison.Ordinal));

    private static string Owner(TransactionHeader header) =>
        header.Identity.Length > IdentityLength ? header.Identity[..IdentityLength] + "-" : "";

    public static bool AlreadyStands(PathState before, string sha256, FileTraits traits) =>
        before.Kind == FileKind.File
        && before.Sha256 == sha256
        && before.Mode == traits.Mode
        && before.User == (traits.User ?? Accounts.CurrentUser)
        && before.Group == (traits.Group ?? before.Group)
        && (traits.Attributes is null || before.Equals(before with { Attributes = PathState.Encode(traits.Attributes) }));

    /// <summary>Creates the file 600, fills it, gives it its traits; durable on return.</summary>
    /// <param name="durable">false: for scratch that nothing depends on, and where one call makes many files durable.</param>
    /// <param name="sources">Keeps the directory of the last source open, for many files.</param>
    /// <returns>The state that the switch will bring to the target.</returns>
    public static PathState Write(
        PosixDirectory parent, string name, FileContent content, string sha256, FileTraits traits, CancellationToken cancellation,
        bool durable = true, ParentDirectories? sources = null) =>
        Write(parent, name, content, sha256, traits, out _, cancellation, durable, sources);

    /// <inheritdoc cref="Write(PosixDirectory, string, FileContent, string, FileTraits, CancellationToken, bool, ParentDirectories?)"/>
    /// <param name="status">Of the file as it was written.</param>
    public static PathState Write(
        PosixDirectory parent, string name, FileContent content, string sha256, FileTraits traits, out FileStatus status,
        CancellationToken cancellation, bool durable = true, ParentDirectories? sources = null)
    {
        using var file = parent.Create(name);
        Fill(file, parent, content, sha256, traits, sources, cancellation);
        if (durable)
        {
            file.Sync();
        }

        status = file.Status();
        return new PathState
        {
            Kind = FileKind.File,
            Mode = status.Mode,
            User = status.User,
            Group = status.Group,
            Sha256 = sha256,
            Attributes = PathState.Encode(file.Attributes()),
        };
    }

    /// <summary>One file of many in scratch, whose state nobody asks for: not durable on return.</summary>
    /// <returns>Its size in bytes.</returns>
    public static long WriteScratch(
        PosixDirectory parent, string name, FileContent content, string sha256, FileTraits traits, CopyDirectories open,
        CancellationToken cancellation)
    {
        using var file = parent.Create(name);
        Fill(file, parent, content, sha256, traits, open.Sources, cancellation);
        return file.Status().Size;
    }

    private static void Fill(
        PosixFile file, PosixDirectory parent, FileContent content, string sha256, FileTraits traits, ParentDirectories? sources,
        CancellationToken cancellation)
    {
        if (content.Source is null)
        {
            file.Write(content.Bytes.Span);
        }
        else
        {
            Copy(content.Source, parent, Path.GetFileName(file.Path), file, sha256, sources, cancellation);
        }

        SetTraits(file, traits);
    }

    /// <summary>Owner, attributes, mode, time, in this order: a change of owner clears set-id bits and capabilities.</summary>
    public static void SetTraits(PosixFile file, FileTraits traits)
    {
        if (traits.User is not null || traits.Group is not null)
        {
            file.SetOwner(traits.User ?? uint.MaxValue, traits.Group ?? uint.MaxValue);
        }

        if (traits.Attributes is { Count: > 0 } attributes)
        {
            file.SetAttributes(attributes);
        }

        // After an access control list, whose mask it sets: the file is never wider than its mode.
        file.SetMode(traits.Mode);

        if (traits.Modified is { } modified)
        {
            file.SetModified(modified);
        }
    }

    private static void Copy(
        string source, PosixDirectory parent, string name, PosixFile file, string sha256, ParentDirectories? sources,
        CancellationToken cancellation)
    {
        using var once = sources is null ? new ParentDirectories() : null;
        var folder = (sources ?? once!).Of(source)
            ?? throw new PosixException("open the directory", Path.GetDirectoryName(source)!, Errno.NoEntry);
        using var from = folder.OpenRead(Path.GetFileName(source));
        if (Copied(from, parent, name, file, cancellation) != sha256)
        {
            throw new DeploymentException(DiagnosticCatalog.ContentChanged(source));
        }
    }

    /// <summary>Where the file system can, the blocks are shared (reflink) and what came of it is read; else what is read is written: once
    /// either way.</summary>
    private static string Copied(
        PosixFile from, PosixDirectory parent, string name, PosixFile file, CancellationToken cancellation)
    {
        if (!file.TryClone(from))
        {
            return file.CopyFrom(from, cancellation).Sha256;
        }

        using var copy = parent.OpenRead(name);
        return copy.Hash(cancellation);
    }
}
