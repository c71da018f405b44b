using Lle.Deploy.Deployments;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Operations;
using Lle.Deploy.Payload;
using Lle.Deploy.Payload.Signatures;

namespace Lle.Deploy.Phases;

/// <summary>Verifies signature and checksums, and only then lets the program answer for the first time.</summary>
internal sealed class VerifyChecksums : PhaseStep
{
    private static readonly string NotStarted = DiagnosticCatalog.BinaryNotStarted("", "").Code;

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
        LetAnswer(deployment, payload.Binary, cancellation);
    }

    /// <summary>What is started is the bytes that were verified, not the file, which somebody could have swapped since.</summary>
    private static void LetAnswer(Deployment deployment, PayloadFile binary, CancellationToken cancellation)
    {
        try
        {
            using var program = VerifiedProgram.Of(binary);
            SmokeTest.Run(program.Path, deployment.Layout.Binary, binary.Path, deployment.Options, cancellation);
        }
        catch (DeploymentException refusal) when (refusal.Diagnostics[0].Code == NotStarted)
        {
            // Some systems let nothing run from memory, and some nothing from /tmp; a program that neither way starts does not start.
            using var program = VerifiedProgram.Copy(binary);
            SmokeTest.Run(program.Path, deployment.Layout.Binary, binary.Path, deployment.Options, cancellation);
        }
    }
}
