using Lle.Deploy.Deployments;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Installed;
using Lle.Deploy.Layout;
using Lle.Deploy.Options;
using Lle.Deploy.Sessions;
using Lle.Deploy.Transactions;

namespace Lle.Deploy.Operations;

/// <summary>How an operation ended, and, where that was answered before, in the words of then.</summary>
/// <param name="Kept">The result as JSON; null: the record says all.</param>
internal sealed record RunOutcome(DeploymentRecord Record, string? Kept = null);

/// <summary>
/// An operation of a roll-out is done once: whoever asks again gets the answer that was given, if it was a success that still stands, or if
/// the same call of the roll-out asks.
/// </summary>
internal static class RunOnce
{
    public static RunOutcome Of(
        DeploymentOptions options, OperationKind operation, OperationListener listener, Func<DeploymentRecord> work,
        CancellationToken cancellation)
    {
        if (RunRequest.Of(options, operation) is not { } request)
        {
            return new RunOutcome(work());
        }

        var layout = options.Layout;
        if (Given(options, request) is { } before)
        {
            return before;
        }

        var record = Committed(options, request, listener, cancellation) ?? work();
        if (record.DeploymentId.Length == 0)
        {
            return new RunOutcome(record);
        }

        // Two connections may have asked at once: the first answer counts.
        if (Given(options, request) is { } meanwhile)
        {
            return meanwhile;
        }

        RunAnswers.Keep(layout, request, record);
        return new RunOutcome(record);
    }

    private static RunOutcome? Given(DeploymentOptions options, RunRequest request) =>
        RunAnswers.Find(options.Layout, request.Name) is { } answer
            && (answer.Rollout == request.Run.Rollout ? answer.Request == request.Hash : Stands(options, request, answer))
        ? new RunOutcome(Told(answer, options), answer.Result) : null;

    /// <summary>What a front end needs of an answer, besides its JSON.</summary>
    public static DeploymentRecord Told(RunAnswer answer, DeploymentOptions options)
    {
        var past = Reporting.ResultJson.Read(answer.Result, options.Layout.Runs);
        return new DeploymentRecord
        {
            Status = answer.Status,
            StatusCode = StatusNames.Code(answer.Status),
            DeploymentId = past.DeploymentId,
            Version = past.Version,
        };
    }

    /// <summary>Only a bundle is known by its bytes without reading all of them.</summary>
    private static bool Stands(DeploymentOptions options, RunRequest request, RunAnswer answer) =>
        options.BundleListSha256 is not null
        && !options.Force
        && answer.Request == request.Hash
        && answer.Status is DeploymentStatus.Success or DeploymentStatus.Unchanged
        && InForce(options.Layout) is { } standing
        && standing.DeploymentId == answer.InForce;

    private static DeploymentFingerprint? InForce(TargetLayout layout) =>
        !StandingTransaction.Read(layout).Any(transaction => transaction.IsOpen)
        && InstalledState.Read(layout, _ => { }) is { Status: DeploymentState.Active } state
        && DeploymentFingerprint.Read(layout) is { Stands: true } fingerprint
        && fingerprint.DeploymentId == state.DeploymentId
        && InstalledIntegrity.Check(layout).Count == 0 ? fingerprint : null;

    /// <summary>The run was killed after its commit and before its answer.</summary>
    private static DeploymentRecord? Committed(
        DeploymentOptions options, RunRequest request, OperationListener listener, CancellationToken cancellation)
    {
        var layout = options.Layout;
        if (options.Force || DeploymentFingerprint.Read(layout)?.Run != request.Mark)
        {
            return null;
        }

        _ = Recover.Run(options with { Run = null }, listener, cancellation);
        return InForce(layout) is { } fingerprint && fingerprint.Run == request.Mark
            && CommittedTransaction.Read(layout).FirstOrDefault(c => c.Header.Id == fingerprint.DeploymentId) is { } committed
            ? Record(options, committed) : null;
    }

    private static DeploymentRecord Record(DeploymentOptions options, CommittedTransaction committed)
    {
        var record = Beginning.Of(options, OperationKind.Deploy, committed.Header.Id, committed.Header.Started);
        record.Version = committed.Header.Version;
        record.Sequence = committed.Header.Sequence;
        record.Status = committed.IsUnchanged ? DeploymentStatus.Unchanged : DeploymentStatus.Success;
        record.StatusCode = StatusNames.Code(record.Status);
        record.Finished = DateTimeOffset.UtcNow;
        record.Reason = "the deployment was committed, and interrupted before it had written its reports";
        return record;
    }
}
