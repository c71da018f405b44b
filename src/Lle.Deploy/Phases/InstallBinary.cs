using Lle.Deploy.Deployments;
using Lle.Deploy.Installed;
using Lle.Deploy.Operations;
using Lle.Deploy.Payload;
using Lle.Deploy.Text;
using Lle.Deploy.Transactions;

namespace Lle.Deploy.Phases;

/// <summary>Stages the verified bytes beside the target, lets the staged file answer, and switches. A launch meanwhile gets the old or the new one, whole.</summary>
internal sealed class InstallBinary : ChangingStep
{
    public override Phase Phase => Phase.BinaryInstallation;

    private static Change StageFile(Deployment deployment, Changing state, CancellationToken cancellation)
    {
        var layout = deployment.Layout;
        var payload = state.Payload.Binary;
        var binary = state.Transaction.StageFile(
            layout.Binary, FileContent.Of(payload.Content, payload.Sha256), deployment.Session.Owned(FileTraits.Program), cancellation);
        var staged = binary.Aside is null ? layout.Binary : Path.Combine(layout.BinDir, binary.Aside);
        SmokeTest.Run(staged, layout.Binary, layout.Binary, deployment.Options, cancellation);
        return binary;
    }

    /// <summary>So that this payload, once replaced, is recognised as an old one although its signature is good.</summary>
    private static void KeepSignedList(Deployment deployment, Changing state, CancellationToken cancellation)
    {
        if (deployment.Options.TrustedKeys.Count > 0 && state.Payload.Checksums is { } list)
        {
            var layout = deployment.Layout;
            var lists = FileContent.Of(SignedLists.With(SignedLists.Read(layout), list.Sha256));
            state.Apply(state.Transaction.StageFile(layout.SignedLists, lists, FileTraits.Public, cancellation));
        }
    }

    protected override void Work(Deployment deployment, Changing state, CancellationToken cancellation)
    {
        var session = deployment.Session;
        var layout = deployment.Layout;
        IReadOnlyList<ChecksumEntry> listed = [new ChecksumEntry(state.Payload.Binary.Sha256, layout.Binary)];
        var payload = state.Payload.Binary;
        var transaction = state.Transaction;
        var program = state.Payload.Tree is null
            ? [StageFile(deployment, state, cancellation)]
            : InstallVersion.Stage(deployment, state, out listed, cancellation);
        var info = new InstallationInfo(
            LogTime.Format(session.Started), session.Id, deployment.Options.Version, layout.Binary, deployment.Record.User, deployment.Record.Group);
        var list = ChecksumList.Format(listed);
        state.Apply(
        [
            transaction.StageFile(layout.Checksums, FileContent.Of(list), session.Owned(FileTraits.Public), cancellation),
            transaction.StageFile(layout.InstallationInfo, FileContent.Of(info.ToText()), FileTraits.Public, cancellation),
            .. program,
        ]);
        KeepSignedList(deployment, state, cancellation);
        deployment.Record.Sha256 = payload.Sha256;
        session.Log.Info($"Binary {(program.All(change => change.Before == change.After) ? "unchanged" : "installed")}: {layout.Binary} (sha256 {payload.Sha256})");
    }
}
