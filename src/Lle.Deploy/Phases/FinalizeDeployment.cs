using Lle.Deploy.Deployments;
using Lle.Deploy.Installed;
using Lle.Deploy.Monitoring;
using Lle.Deploy.Operations;
using Lle.Deploy.Readiness;
using Lle.Deploy.Sessions;
using Lle.Deploy.Text;
using Lle.Deploy.Transactions;

namespace Lle.Deploy.Phases;

/// <summary>Writes the state, installs the status script, and commits: from here on nothing rolls back by itself.</summary>
internal sealed class FinalizeDeployment : PhaseStep<Changing, Committed>
{
    public override Phase Phase => Phase.DeploymentFinalization;

    protected override Committed Execute(Deployment deployment, Changing state, CancellationToken cancellation)
    {
        var session = deployment.Session;
        var layout = deployment.Layout;
        var transaction = state.Transaction;
        ServiceActivation.TakeUpRewritten(session, transaction);
        // Everything it judges is known by now; what is told after the commit is in the state that is committed.
        var validation = PostDeploymentValidation.Validate(
            ValidationEvidence.From(deployment.Record), session.Options.ValidationThreshold);
        var word = deployment.IsDegraded ? DeploymentState.Degraded
            : validation.Passed ? DeploymentState.Active : DeploymentState.NeedsAttention;
        var written = Write(session, state, word, cancellation);
        state.Apply(
            transaction.StageFile(
                MeasurementHistory.PathOf(layout, session.Id), FileContent.Of(MeasurementHistory.Entry(deployment.Record)),
                FileTraits.Public, cancellation),
            transaction.StageFile(
                layout.OptionsRecord, FileContent.Of(DeployedOptions.ToBytes(session.Options)), FileTraits.Secret, cancellation));
        var fingerprint = DeploymentFingerprint.Of(
            layout, session.Id, Inputs.Hash(deployment.Options, state.Payload), deployment.Record.Files.Select(file => file.Path)) with
        {
            Run = RunRequest.Of(deployment.Options, deployment.Record.Operation)?.Mark,
            Bundle = deployment.Options.BundleListSha256,
        };
        state.Apply(transaction.StageFile(layout.Fingerprint, FileContent.Of(fingerprint.ToText(layout)), FileTraits.Public, cancellation));
        Confirmation.Await(session, cancellation);
        cancellation.ThrowIfCancellationRequested();
        session.Log.Audit($"Deployment finalized: {session.Id} (Status: {written.Status})");
        transaction.Commit(!deployment.ChangesAnything && word == DeploymentState.Active);
        return new Committed(transaction, validation);
    }

    public override void Plan(TargetSession session, Planning state, CancellationToken cancellation) =>
        _ = Write(session, state, DeploymentState.Active, cancellation);

    private static DeploymentState Write(TargetSession session, Installing state, string word, CancellationToken cancellation)
    {
        var layout = session.Layout;
        var status = InstalledScripts.Status(layout, InstalledScript.Settings(session, state.Payload));
        var written = new DeploymentState(
            session.Id, session.Options.Version, LogTime.Format(session.Started), word, layout.Prefix);
        state.Apply(
            state.Changes.StageFile(status.Path, FileContent.Of(status.Content), session.Owned(FileTraits.Program), cancellation),
            state.Changes.StageFile(layout.DeploymentState, FileContent.Of(written.ToText()), FileTraits.Public, cancellation));
        HostInstallation.Apply(session, state, cancellation);
        state.Apply(IdentityFiles.Stage(session, state.Changes));
        Takeover.Remove(session, state);
        return written;
    }
}
