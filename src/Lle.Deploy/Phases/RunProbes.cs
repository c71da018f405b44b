using Lle.Deploy.Deployments;
using Lle.Deploy.Operations;
using Lle.Deploy.Probes;

namespace Lle.Deploy.Phases;

/// <summary>Asks the installed program things only a working one can answer.</summary>
internal sealed class RunProbes : PhaseStep
{
    public override Phase Phase => Phase.IntegrationValidation;

    public override void Execute(Deployment deployment, CancellationToken cancellation)
    {
        var options = deployment.Options;
        var probes = options.DefaultProbes ? [.. DefaultProbes.UserExperience, .. options.Probes] : options.Probes;
        var report = ProbeRunner.Run(deployment.Layout.Binary, null, probes, options.StrictProbes, cancellation);
        deployment.Record.Probes = report.Records;
        foreach (var probe in report.Records)
        {
            deployment.Session.Info($"Probe {probe.Name}: {probe.Outcome} ({probe.Evidence})");
        }

        foreach (var diagnostic in report.Diagnostics)
        {
            deployment.Tell(diagnostic);
        }
    }
}
