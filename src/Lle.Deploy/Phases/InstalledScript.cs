using Lle.Deploy.Measurements;
using Lle.Deploy.Monitoring;
using Lle.Deploy.Operations;
using Lle.Deploy.Payload;
using Lle.Deploy.Posix;
using Lle.Deploy.Transactions;

namespace Lle.Deploy.Phases;

/// <summary>Puts rendered files in place.</summary>
internal static class InstalledScript
{
    public static ScriptSettings Settings(Deployment deployment, PayloadFolder payload) => new(
        deployment.Session.Id,
        deployment.Options.Version,
        deployment.Options.Budgets,
        deployment.Options.EffectiveOwner,
        deployment.Options.Group,
        (deployment.Options.Owner ?? deployment.Options.Group) is null ? null : Accounts.CurrentUser,
        deployment.Record.Readiness?.Percent,
        deployment.Options.MeasureResponse,
        deployment.Options.StartupArguments,
        payload.Tree is not null,
        payload.Template is not null);

    public static void Install(Deployment deployment, Changing state, RenderedFile file, CancellationToken cancellation) =>
        state.Apply(state.Transaction.StageFile(
            file.Path, FileContent.Of(file.Content), deployment.Session.Owned(new FileTraits((uint)file.Mode)), cancellation));
}
