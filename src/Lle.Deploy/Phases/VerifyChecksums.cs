using Lle.Deploy.Deployments;
using Lle.Deploy.Payload;
using Lle.Deploy.Payload.Signatures;

namespace Lle.Deploy.Phases;

/// <summary>Verifies signature and checksums, and only then lets the program answer for the first time.</summary>
internal sealed class VerifyChecksums : PhaseStep
{
    public override Phase Phase => Phase.PreDeploymentValidation;

    public override bool Begins => false;

    public override void Execute(Deployment deployment, CancellationToken cancellation)
    {
        var payload = deployment.Payload!;
        var keys = TrustedKeys.Load(deployment.Options.TrustedKeys, TimeProvider.System);
        var verdict = PayloadVerifier.Verify(payload, keys, cancellation);
        foreach (var warning in verdict.Warnings)
        {
            deployment.Tell(warning);
        }

        deployment.Record.Integrity = verdict.Integrity;
        deployment.Record.Authenticity = verdict.Authenticity;
        deployment.Session.Info($"Payload {payload.Path}: integrity {verdict.Integrity}, authenticity {verdict.Authenticity}, sha256 {payload.Binary.Sha256}");
        SmokeTest.Run(payload.Binary.Path, deployment.Layout.Binary, payload.Binary.Path, deployment.Options, cancellation);
    }
}
