using Lle.Deploy.Deployments;
using Lle.Deploy.Installed;
using Lle.Deploy.Operations;
using Lle.Deploy.Payload;
using Lle.Deploy.Sessions;
using Lle.Deploy.Text;
using Lle.Deploy.Transactions;

namespace Lle.Deploy.Phases;

/// <summary>Stages the verified bytes beside the target, lets the staged file answer, and switches. A launch meanwhile gets the old or the
/// new one, whole.</summary>
internal sealed class InstallBinary : ChangingStep
{
    public override Phase Phase => Phase.BinaryInstallation;

    private static Change StageFile(TargetSession session, Installing state, CancellationToken cancellation)
    {
        var layout = session.Layout;
        var payload = state.Payload.Binary;
        var binary = state.Changes.StageFile(
            layout.Binary, FileContent.Of(payload.Content, payload.Sha256), session.Owned(FileTraits.Program), cancellation);
        if (state is Changing)
        {
            var staged = binary.Aside is null ? layout.Binary : Path.Combine(layout.BinDir, binary.Aside);
            SmokeTest.Run(staged, layout.Binary, layout.Binary, session.Options, cancellation);
        }

        return binary;
    }

    /// <summary>So that this payload, once replaced, is recognised as an old one although its signature is good.</summary>
    private static void KeepSignedList(TargetSession session, Installing state, CancellationToken cancellation)
    {
        if (session.Options.TrustedKeys.Count > 0 && state.Payload.Checksums is { } list)
        {
            var layout = session.Layout;
            var lists = FileContent.Of(SignedLists.With(SignedLists.Read(layout), list.Sha256));
            state.Apply(state.Changes.StageFile(layout.SignedLists, lists, FileTraits.Public, cancellation));
        }
    }

    protected override void Change(TargetSession session, Installing state, CancellationToken cancellation)
    {
        var layout = session.Layout;
        PayloadNotes.Enter(session, state.Payload, cancellation);
        IReadOnlyList<ChecksumEntry> listed = [new ChecksumEntry(state.Payload.Binary.Sha256, ListedNames.Of(layout, layout.Binary))];
        var payload = state.Payload.Binary;
        var changes = state.Changes;
        var program = state.Payload.Tree is null
            ? [StageFile(session, state, cancellation)]
            : InstallVersion.Stage(session, state, out listed, cancellation);
        var info = new InstallationInfo(
            LogTime.Format(session.Started), session.Id, session.Options.Version, layout.Binary, session.Record.User, session.Record.Group);
        var list = ChecksumList.Format(listed);
        state.Apply(
        [
            changes.StageFile(layout.Checksums, FileContent.Of(list), session.Owned(FileTraits.Public), cancellation),
            changes.StageFile(layout.InstallationInfo, FileContent.Of(info.ToText()), FileTraits.Public, cancellation),
            .. program,
        ]);
        KeepSignedList(session, state, cancellation);
        session.Record.Sha256 = payload.Sha256;
        session.Log.Info($"Binary {(program.Any(change => change.IsEffective) ? "installed" : "unchanged")}: " +
            $"{layout.Binary} (sha256 {payload.Sha256})");
    }
}
