using Lle.Deploy.Configuration;
using Lle.Deploy.Deployments;
using Lle.Deploy.Installed;
using Lle.Deploy.Logging;
using Lle.Deploy.Monitoring;
using Lle.Deploy.Operations;
using Lle.Deploy.Posix;
using Lle.Deploy.Sessions;
using Lle.Deploy.Text;
using Lle.Deploy.Transactions;

namespace Lle.Deploy.Phases;

/// <summary>security.conf, the security audit log, the validator script; and then the validator has its say.</summary>
internal sealed class ConfigureSecurity : ChangingStep
{
    public override Phase Phase => Phase.SecurityConfiguration;

    protected override void Change(TargetSession session, Installing state, CancellationToken cancellation)
    {
        var layout = session.Layout;
        MergedConfiguration.Install(
            session,
            state,
            layout.SecurityConfiguration,
            GeneratedFiles.SecurityConfiguration(session.Id, LogTime.Format(session.Started), session.Record.User),
            "security.conf",
            GeneratedFiles.CheckSecurity,
            isSecret: true,
            cancellation);
        CloseTooWideModes(session, state, cancellation);
        InstalledScript.Install(session, state,
            InstalledScripts.SecurityValidator(layout, InstalledScript.Settings(session, state.Payload)), cancellation);
    }

    protected override void Work(Deployment deployment, Changing state, CancellationToken cancellation)
    {
        var session = deployment.Session;
        var layout = deployment.Layout;
        using (var log = AuditLog.Open(layout.SecurityAuditLog, TimeProvider.System))
        {
            log.Append("DEPLOYMENT", $"Security framework initialized (ID: {session.Id})");
        }

        if (TargetShell.Missing(layout.SecurityValidator) is { } missing)
        {
            deployment.Tell(missing);
        }
        else
        {
            SecurityValidator.Check(layout.SecurityValidator, Bytes(deployment), session.Log.Info, cancellation);
        }

        session.Log.Info($"Security framework configured: {layout.SecurityConfiguration}");
    }

    /// <summary>How much the script has to read; what is in the version folder is known.</summary>
    private static long Bytes(Deployment deployment) => deployment.Prepared?.Seal is { } tree
        ? tree.Bytes + InstalledIntegrity.Bytes(deployment.Layout, except: deployment.Layout.VersionsDir)
        : InstalledIntegrity.Bytes(deployment.Layout);

    /// <summary>Files of an earlier deployment that later phases write anew, as they stand but with the modes they are to have: the
    /// validator looks at them now.</summary>
    private static void CloseTooWideModes(TargetSession session, Installing state, CancellationToken cancellation)
    {
        var layout = session.Layout;
        foreach (var (path, traits) in new[]
        {
            (layout.MonitoringConfiguration, FileTraits.Public with { KeepsOwner = true }), (layout.Monitor, FileTraits.Program),
            (layout.StatusScript, FileTraits.Program),
        })
        {
            if (state.Changes.Look(path) is { Kind: FileKind.File, Sha256: { } sha256 })
            {
                state.Apply(state.Changes.StageFile(path, FileContent.CopyOf(path, sha256), session.Owned(traits), cancellation));
            }
        }
    }
}
