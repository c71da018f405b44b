using Lle.Deploy.Deployments;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Installed;
using Lle.Deploy.Operations;
using Lle.Deploy.Payload;
using Lle.Deploy.Payload.Signatures;
using Lle.Deploy.Sessions;
using Lle.Deploy.Transactions;

namespace Lle.Deploy.Phases;

/// <summary>Verifies signature and checksums, and only then lets the program answer for the first time.</summary>
internal sealed class VerifyChecksums : PhaseStep<PayloadRead, PayloadVerified>
{
    public override Phase Phase => Phase.PreDeploymentValidation;

    public override bool Begins => false;

    protected override PayloadVerified Execute(Deployment deployment, PayloadRead state, CancellationToken cancellation)
    {
        var payload = state.Payload;
        var options = deployment.Options;
        var keys = TrustedKeys.Load(options.TrustedKeys, TimeProvider.System, deployment.Tell);
        var verdict = UpdatePackage.Naming(deployment.Package,
            () => PayloadVerifier.Verify(payload, keys, cancellation, options.Signer, Note));
        foreach (var warning in verdict.Warnings)
        {
            deployment.Tell(deployment.Package?.Name(warning) ?? warning);
        }

        if (keys.Count > 0)
        {
            CheckAge(deployment, payload, verdict);
        }

        Note(verdict);
        deployment.Session.Log.Info(
            $"Payload {payload.Path}: integrity {verdict.Integrity}, authenticity {verdict.Authenticity}, sha256 {payload.Binary.Sha256}");
        if (!deployment.Repeats(payload, cancellation))
        {
            LetAnswer(deployment, payload, cancellation);
        }

        return new PayloadVerified(payload);

        void Note(PayloadVerdict known)
        {
            deployment.Record.Integrity = known.Integrity;
            deployment.Record.Authenticity = known.Authenticity;
        }
    }

    /// <summary>A signed payload may be an old one: nothing goes back unless that is allowed.</summary>
    private static void CheckAge(Deployment deployment, PayloadFolder payload, PayloadVerdict verdict)
    {
        var options = deployment.Options;
        var findings = UpdatePackage.Naming(deployment.Package, () => new[]
        {
            SignedRelease.CheckVersion(payload, verdict.Entries, options.Version) is var noVersion ? noVersion : null,
            SignedRelease.CheckReplay(payload.Checksums!, SignedLists.Read(deployment.Layout), options.AllowDowngrade,
                isNewer: noVersion is null && Update.IsNewer(options.Version, deployment.Record.PreviousVersion)),
            deployment.Package is null && SemanticVersion.TryParse(options.Version) is { } version
                ? Update.CheckDirection(deployment.Record.PreviousVersion, version, options.AllowDowngrade, "LleVersion")
                : null,
        });
        foreach (var finding in findings.OfType<Diagnostic>())
        {
            deployment.Tell(deployment.Package?.Name(finding) ?? finding);
            deployment.Session.Log.Audit(finding.ToString());
        }
    }

    /// <summary>What is started is the bytes that were verified, not the file, which somebody could have swapped since.</summary>
    private static void LetAnswer(Deployment deployment, PayloadFolder payload, CancellationToken cancellation)
    {
        deployment.Prepared = payload.Tree is null ? null : PreparedTree.Write(deployment.Layout.Transactions,
            payload.ToStage(new FileTraits(0)), deployment.Session.Listener.OfTree(payload), cancellation);
        UpdatePackage.Naming(deployment.Package, () => LetCopyAnswer(deployment, payload, cancellation));
    }

    private static void LetCopyAnswer(Deployment deployment, PayloadFolder payload, CancellationToken cancellation)
    {
        var binary = payload.Binary;
        ProgramNotStartedException? last = null;
        foreach (var way in VerifiedProgram.Ways(binary, payload.Tree is null ? null : payload, deployment.Prepared))
        {
            using var program = way;
            try
            {
                SmokeTest.Run(program.Path, deployment.Layout.Binary, binary.Path, deployment.Options, cancellation);
                SmokeTest.RunOthers(deployment.Options, program.Folder, payload.Path, cancellation);
                return;
            }
            catch (ProgramNotStartedException refusal)
            {
                // Some systems let nothing run from /tmp, and some nothing from memory; a program that no way starts does not start.
                last = refusal;
            }
        }

        throw last ?? new ProgramNotStartedException(binary.Path, "there is no temporary directory to run it from");
    }
}
