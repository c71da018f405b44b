using Lle.Deploy.Operations;
using Lle.Deploy.Phases;
using Lle.Deploy.Sessions;
using Lle.Deploy.Text;

namespace Lle.Deploy;

/// <summary>
/// A deployment between its steps. Whoever opened it runs the steps in their order and completes it, or abandons it; what is disposed
/// before that is undone. A signal, or a cancelled step, undoes it too.
/// </summary>
public sealed class RunningDeployment : IDisposable
{
    private readonly Deployment deployment;

    internal RunningDeployment(Deployment deployment) => this.deployment = deployment;

    /// <summary>It has come to its end, one way or the other, and its reports are written.</summary>
    public bool IsConcluded => deployment.IsConcluded;

    /// <summary>Payload, options and installed files are those of the last deployment, so that nothing is to be done; known once the
    /// payload is verified.</summary>
    public bool IsUnchanged => deployment.IsUnchanged;

    /// <summary>What is known of it; final once it is concluded.</summary>
    public OperationResult Result => new(deployment.Record);

    /// <summary>What hooks and services are told of the installation: <c>LLE_DEPLOYED_NAME</c>, <c>_VERSION</c>, <c>_PREFIX</c> and
    /// <c>_ID</c>. The version is the one that is being deployed; once the deployment is concluded, the one that is installed, empty where
    /// none is.</summary>
    public IReadOnlyDictionary<string, string> Facts => (IsConcluded
        ? ServiceRecords.FactsNow(deployment.Session.Layout, deployment.Session.Id)
        : ServiceRecords.Facts(deployment.Session, deployment.Options.Version)).Environment;

    /// <summary>Runs the next step. One that is out of order, or not known, fails the deployment.</summary>
    /// <param name="step">One of <see cref="Engine.Steps"/>.</param>
    /// <param name="cancellation">Undoes the deployment.</param>
    /// <returns>Whether it passed; where it did not, why has been told, and the deployment is to be abandoned.</returns>
    public bool Run(string step, CancellationToken cancellation)
    {
        using var numbers = new InvariantNumbers();
        return deployment.Run(Steps.Named(step), cancellation);
    }

    /// <summary>After the last step: validation, reports, result. Nothing here undoes what is committed.</summary>
    public void Complete()
    {
        using var numbers = new InvariantNumbers();
        deployment.Complete();
    }

    /// <summary>
    /// Undoes what was changed (unless <c>LleRollbackOnFailure=false</c>), proves it, and writes the reports of the failure. After the
    /// commit it completes the deployment instead; when it is concluded it does nothing.
    /// </summary>
    /// <param name="reason">For log and report; null: the last error.</param>
    public void Abandon(string? reason = null)
    {
        using var numbers = new InvariantNumbers();
        deployment.Abandon(reason ?? deployment.Session.Log.LastError ?? "a step failed");
    }

    /// <summary>Undoes what is not committed, and lets go of the target.</summary>
    public void Dispose()
    {
        using var numbers = new InvariantNumbers();
        deployment.Dispose();
    }
}
