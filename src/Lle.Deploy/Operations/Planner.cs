using Lle.Deploy.Bundles;
using Lle.Deploy.Deployments;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Installed;
using Lle.Deploy.Options;
using Lle.Deploy.Payload;
using Lle.Deploy.Payload.Signatures;
using Lle.Deploy.Processes;
using Lle.Deploy.Reporting;
using Lle.Deploy.Sessions;
using Lle.Deploy.Transactions;

namespace Lle.Deploy.Operations;

/// <summary>
/// Works out what a deployment would change, by the steps' own code: verifies the payload, renders and merges the configuration, starts no
/// program and writes nothing on the target.
/// </summary>
internal static class Planner
{
    public static PlanRecord Plan(DeploymentOptions options, IReadOnlyList<PhaseStep> steps, OperationListener listener,
        CancellationToken cancellation)
    {
        PayloadReading.CheckApart(options);
        var payload = PayloadReading.ReadForTarget(options, options.PayloadDir, isPackage: false, cancellation);
        var keys = TrustedKeys.Load(options.TrustedKeys, TimeProvider.System, listener.Tell);
        var verdict = PayloadVerifier.Verify(payload, keys, cancellation, options.Signer);
        var plan = Of(options, payload, OperationKind.Deploy, steps, listener, cancellation);
        (plan.Integrity, plan.Authenticity) = (verdict.Integrity, verdict.Authenticity);
        return plan;
    }

    /// <summary>As <see cref="Plan"/>, of an update package, which is unpacked into a temporary folder.</summary>
    public static PlanRecord PlanUpdate(DeploymentOptions options, IReadOnlyList<PhaseStep> steps, OperationListener listener,
        CancellationToken cancellation)
    {
        var wanted = UpdateDeployment.Check(options);
        using var package = BundlePackage.Unpack(wanted, PrivateFolder.DefaultParent, cancellation);
        return UpdatePackage.Naming(package, () =>
        {
            package.EnterTopFolder(wanted.Layout.BinaryName, wanted.PayloadKind);
            var payload = PayloadReading.ReadForTarget(wanted, package.Folder, isPackage: true, cancellation);
            var keys = TrustedKeys.Load(wanted.TrustedKeys, TimeProvider.System, listener.Tell);
            var verdict = PayloadVerifier.Verify(payload, keys, cancellation, wanted.Signer);
            var plan = Of(wanted, payload, OperationKind.Update, steps, listener, cancellation);
            (plan.Integrity, plan.Authenticity) = (verdict.Integrity, verdict.Authenticity);
            return plan;
        });
    }

    /// <summary>The plan of a deployment whose payload has been verified.</summary>
    public static PlanRecord Of(
        DeploymentOptions options, PayloadFolder payload, OperationKind operation, IReadOnlyList<PhaseStep> steps,
        OperationListener listener, CancellationToken cancellation)
    {
        ProbesNeeded.Check(options);
        using var session = SessionOpening.ForPlan(options, operation, listener);
        var inputs = Inputs.Hash(options, payload);
        var plan = new PlanRecord { Operation = operation, Version = options.Version, InstalledVersion = session.Record.PreviousVersion };
        // Whether the program answers and health checks pass, a plan does not try.
        if (NothingToDo.Standing(session, inputs) is { } deployed)
        {
            PlanWriter.Enter(plan, session, inputs, [.. deployed.Paths.Keys.Select(Kept)]);
            return plan;
        }

        var state = new Planning(payload, new PlannedChanges(), listener.Tell);
        foreach (var step in steps)
        {
            cancellation.ThrowIfCancellationRequested();
            step.Plan(session, state, cancellation);
        }

        plan.TakesBackup = true;
        plan.ConfigurationDiff = session.Record.ConfigurationDiff;
        PlanWriter.Enter(plan, session, inputs, state.Planned.Changes);
        PlannedPruning.Enter(plan, session, inputs, state.Planned.Changes);
        return plan;
    }

    private static Change Kept(string path)
    {
        var state = PathState.Capture(path);
        return new Change(path, state, state);
    }
}
