using Lle.Deploy.Measurements;
using Lle.Deploy.Monitoring;
using Lle.Deploy.Operations;
using Lle.Deploy.Payload;
using Lle.Deploy.Posix;
using Lle.Deploy.Sessions;
using Lle.Deploy.Transactions;

namespace Lle.Deploy.Phases;

/// <summary>Puts rendered files in place.</summary>
internal static class InstalledScript
{
    public static ScriptSettings Settings(TargetSession session, PayloadFolder payload) => new(
        session.Id,
        session.Options.Version,
        session.Options.Budgets,
        session.Options.EffectiveOwner,
        session.Options.Group,
        (session.Options.Owner ?? session.Options.Group) is null ? null : Accounts.CurrentUser,
        session.Record.Readiness?.Percent,
        session.Options.MeasureResponse,
        session.Options.StartupArguments,
        payload.Tree is not null,
        payload.Template is not null,
        payload.ProgramMode ?? FileModes.Program,
        session.Options.StartupExitCode,
        session.Options.RunEnvironment);

    public static void Install(TargetSession session, Installing state, RenderedFile file, CancellationToken cancellation) =>
        state.Apply(state.Changes.StageFile(
            file.Path, FileContent.Of(file.Content), session.Owned(new FileTraits((uint)file.Mode)), cancellation));
}
