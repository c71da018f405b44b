using Lle.Deploy.Deployments;
using Lle.Deploy.Operations;
using Lle.Deploy.Probes;
using Lle.Deploy.Reporting;
using Lle.Deploy.Sessions;

namespace Lle.Deploy.Phases;

/// <summary>Asks the installed program things only a working one can answer.</summary>
internal sealed class RunProbes : ChangingStep
{
    public override Phase Phase => Phase.IntegrationValidation;

    protected override void Change(TargetSession session, Installing state, CancellationToken cancellation) =>
        ServiceStaging.Stage(session, state, cancellation);

    protected override void Work(Deployment deployment, Changing state, CancellationToken cancellation)
    {
        var options = deployment.Options;
        var wanted = ServiceRecords.Wanted(deployment.Session);
        var wrong = ServiceActivation.Act(deployment.Session, state.Transaction, wanted, cancellation);
        foreach (var diagnostic in wrong)
        {
            deployment.Tell(diagnostic);
        }

        if (wrong.Count > 0)
        {
            return;
        }

        var probes = options.DefaultProbes ? [.. DefaultProbes.UserExperience, .. options.Probes] : options.Probes;
        var report = ProbeRunner.Run(deployment.Layout.Binary, null, probes, options.StrictProbes, deployment.Options.RunEnvironment,
            cancellation);
        deployment.Record.Probes = report.Records;
        foreach (var probe in report.Records)
        {
            deployment.Session.Log.Info($"Probe {probe.Name}: {Words.Of(probe.Outcome)} ({probe.Evidence})");
        }

        foreach (var diagnostic in report.Diagnostics)
        {
            deployment.Tell(diagnostic);
        }
    }
}
