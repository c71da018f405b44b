using Lle.Deploy.Deployments;
using Lle.Deploy.Installed;
using Lle.Deploy.Monitoring;
using Lle.Deploy.Operations;
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
        var status = InstalledScripts.Status(layout, InstalledScript.Settings(deployment, state.Payload));
        var written = new DeploymentState(
            session.Id, deployment.Options.Version, LogTime.Format(session.Started), deployment.IsDegraded ? DeploymentState.Degraded : DeploymentState.Active, layout.Prefix);
        state.Apply(
            transaction.StageFile(status.Path, FileContent.Of(status.Content), session.Owned(FileTraits.Program), cancellation),
            transaction.StageFile(MeasurementHistory.PathOf(layout, session.Id), FileContent.Of(MeasurementHistory.Entry(deployment.Record)), FileTraits.Public, cancellation),
            transaction.StageFile(layout.DeploymentState, FileContent.Of(written.ToText()), FileTraits.Public, cancellation));
        var fingerprint = DeploymentFingerprint.Of(layout, session.Id, Inputs.Hash(deployment.Options, state.Payload), deployment.Record.Files.Select(file => file.Path));
        state.Apply(transaction.StageFile(layout.Fingerprint, FileContent.Of(fingerprint.ToText(layout)), FileTraits.Public, cancellation));
        cancellation.ThrowIfCancellationRequested();
        session.Log.Audit($"Deployment finalized: {session.Id} (Status: {written.Status})");
        transaction.Commit(!deployment.ChangesAnything && !deployment.IsDegraded);
        return new Committed(transaction);
    }
}
