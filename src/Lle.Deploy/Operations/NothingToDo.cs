using Lle.Deploy.Deployments;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Installed;
using Lle.Deploy.Sessions;

namespace Lle.Deploy.Operations;

/// <summary>Recognises a deployment of what is there already, and ends it: integrity is checked, the program answers, nothing else is
/// touched or measured.</summary>
internal static class NothingToDo
{
    /// <summary>Whether payload, options and installed files are those of the last successful deployment, its services run and pass
    /// their checks, and the program answers.</summary>
    /// <param name="inputs">Of this deployment.</param>
    public static bool Applies(TargetSession session, string inputs, CancellationToken cancellation) =>
        Standing(session, inputs) is not null && ServicesNow.PassChecks(session, cancellation) && Answers(session, cancellation);

    /// <summary>What can be said without a program started or a check asked, as a plan wants it.</summary>
    /// <returns>What is deployed, where that is what these inputs make, unchanged, and its services run it; else null.</returns>
    public static DeploymentFingerprint? Standing(TargetSession session, string inputs) =>
        Recorded(session, inputs) is { } deployed && InstalledIntegrity.Check(session.Layout).Count == 0
        && ServicesNow.AreRunning(session) ? deployed : null;

    private static DeploymentFingerprint? Recorded(TargetSession session, string inputs) =>
        !session.Options.Force
        && !session.Recovered
        && DeploymentFingerprint.Read(session.Layout) is { } last
        && last.Inputs == inputs
        // What is said to be deployed is this very bundle: the next environment goes by it.
        && (session.Options.BundleListSha256 is null || session.Options.BundleListSha256 == last.Bundle)
        && InstalledState.Read(session.Layout, _ => { }) is { Status: DeploymentState.Active } state
        && state.DeploymentId == last.DeploymentId
        && last.Stands ? last : null;

    /// <returns>How the deployment ended.</returns>
    public static DeploymentStatus Conclude(TargetSession session)
    {
        session.Log.Info($"Nothing to change: payload, options and installed files are those of deployment " +
            $"{session.Record.PreviousDeploymentId}");
        session.Log.TryAudit($"Deployment unchanged: {session.Id} (as {session.Record.PreviousDeploymentId})");
        return DeploymentStatus.Unchanged;
    }

    private static bool Answers(TargetSession session, CancellationToken cancellation)
    {
        try
        {
            SmokeTest.Run(session.Layout.Binary, session.Layout.Binary, session.Layout.Binary, session.Options, cancellation);
            SmokeTest.RunOthers(session.Options, null, null, cancellation);
            return true;
        }
        catch (DeploymentException)
        {
            // It is deployed again, and the gates say what is wrong.
            return false;
        }
    }
}
