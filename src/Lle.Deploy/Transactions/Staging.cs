using Lle.Deploy.Diagnostics;
using Lle.Deploy.Posix;

namespace Lle.Deploy.Transactions;

/// <summary>Writes new files beside their targets, under names that say which transaction they belong to.</summary>
internal static class Staging
{
    public static string Prefix(string transactionId) => $".lle-{transactionId}-";

    public static bool AlreadyStands(PathState before, string sha256, FileTraits traits) =>
        before.Kind == FileKind.File
        && before.Sha256 == sha256
        && before.Mode == traits.Mode
        && before.User == (traits.User ?? Accounts.CurrentUser)
        && before.Group == (traits.Group ?? before.Group)
        && (traits.Attributes is null || before.Equals(before with { Attributes = PathState.Encode(traits.Attributes) }));

    /// <summary>Creates the file 600, fills it, then owner, attributes, mode, time, in this order (a change of owner clears set-id bits and
    /// capabilities); durable on return.</summary>
    /// <param name="durable">false: for scratch that nothing depends on.</param>
    /// <returns>The state that the switch will bring to the target.</returns>
    public static PathState Write(
        PosixDirectory parent, string name, FileContent content, string sha256, FileTraits traits, CancellationToken cancellation,
        bool durable = true)
    {
        using var file = parent.Create(name);
        if (content.Source is null)
        {
            file.Write(content.Bytes.Span);
        }
        else
        {
            Copy(content.Source, file, sha256, cancellation);
        }

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

        if (durable)
        {
            file.Sync();
        }

        var status = file.Status();
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

    private static void Copy(string source, PosixFile file, string sha256, CancellationToken cancellation)
    {
        using var parent = PosixDirectory.OpenParent(source, out var name);
        using var from = parent.OpenRead(name);
        if (file.CopyFrom(from, cancellation) != sha256)
        {
            throw new DeploymentException(DiagnosticCatalog.ContentChanged(source));
        }
    }
}
