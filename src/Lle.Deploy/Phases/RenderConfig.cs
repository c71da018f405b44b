using Lle.Deploy.Configuration;
using Lle.Deploy.Deployments;
using Lle.Deploy.Installed;
using Lle.Deploy.Operations;
using Lle.Deploy.Payload;
using Lle.Deploy.Sessions;
using Lle.Deploy.Text;

namespace Lle.Deploy.Phases;

/// <summary>Renders lle.conf from the payload's template, holds it against the rules, and brings it together with what was edited on the
/// target.</summary>
internal sealed class RenderConfig : ChangingStep
{
    public override Phase Phase => Phase.ConfigurationDeployment;

    protected override void Change(TargetSession session, Installing state, CancellationToken cancellation)
    {
        if (state.Payload.Template is { } template)
        {
            Main(session, state, template, cancellation);
        }
        else
        {
            session.Record.HasConfiguration = false;
            session.Log.Info($"The payload has no {PayloadFolder.DefaultTemplateName}: no {session.Layout.ConfigName} is installed");
        }

        InstallConfigFiles.Run(session, state, cancellation);
    }

    private static void Main(TargetSession session, Installing state, PayloadFile template, CancellationToken cancellation)
    {
        var layout = session.Layout;
        var options = session.Options;
        var rendered = UpdatePackage.Naming(state.Package, () => DefaultConfiguration.Render(
            template,
            layout,
            session.Started,
            options.Placeholders,
            options.ConfigRules,
            session.ReadStanding(ManagedFiles.DefaultOf(layout, layout.Configuration))));
        var (before, after) = MergedConfiguration.Install(
            session,
            state,
            layout.Configuration,
            rendered,
            template.Path,
            document => ConfigRules.Check(document, options.ConfigRules),
            isSecret: false,
            cancellation);
        session.Record.ConfigurationDiff = before is null ? null
            : UnifiedDiff.Between(before, after, $"{layout.ConfigName} before", $"{layout.ConfigName} deployed");
        session.Log.Info($"Configuration deployed: {layout.Configuration}");
    }
}
