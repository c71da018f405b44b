using Lle.Deploy.Configuration;
using Lle.Deploy.Deployments;
using Lle.Deploy.Logging;

namespace Lle.Deploy.Phases;

/// <summary>Renders lle.conf from the payload's template, holds it against the rules, and brings it together with what was edited on the target.</summary>
internal sealed class RenderConfig : PhaseStep
{
    public override Phase Phase => Phase.ConfigurationDeployment;

    public override void Execute(Deployment deployment, CancellationToken cancellation)
    {
        var template = deployment.Payload!.Template;
        var values = GeneratedFiles.TemplateValues(
            deployment.Layout, LogTime.Format(deployment.Session.Started), deployment.Options.Placeholders);
        var rendered = ConfigTemplate.Render(template.Content.Span, template.Path, values);
        // The template's own mistakes are reported with the template's name and lines.
        ConfigRules.Check(ConfigDocument.Parse(rendered, template.Path), deployment.Options.ConfigRules);
        var (before, after) = MergedConfiguration.Install(
            deployment,
            deployment.Layout.Configuration,
            rendered,
            template.Path,
            document => ConfigRules.Check(document, deployment.Options.ConfigRules),
            isSecret: false,
            cancellation);
        deployment.Record.ConfigurationDiff = before is null ? null : UnifiedDiff.Between(before, after, "lle.conf before", "lle.conf deployed");
        deployment.Session.Info($"Configuration deployed: {deployment.Layout.Configuration}");
    }
}
