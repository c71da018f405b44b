using System.Text;
using Lle.Deploy.Configuration;
using Lle.Deploy.Installed;
using Lle.Deploy.Operations;
using Lle.Deploy.Sessions;
using Lle.Deploy.Transactions;

namespace Lle.Deploy.Phases;

/// <summary>
/// Installs a configuration file over what is there, keeping local edits by the merge policy. The default it was merged with is kept in
/// DATA/history: the next deployment's merge needs it as its base.
/// </summary>
internal static class MergedConfiguration
{
    /// <param name="path">The file on the target.</param>
    /// <param name="newDefault">The rendered default.</param>
    /// <param name="source">Where the default comes from, for messages.</param>
    /// <param name="check">Holds the outcome against its rules; throws.</param>
    /// <param name="isSecret">600, and values stay out of messages.</param>
    /// <returns>What was there before (null: nothing) and what is there now.</returns>
    public static (string? Before, string After) Install(
        TargetSession session, Installing state, string path, string newDefault, string source, Action<ConfigDocument> check,
        bool isSecret, CancellationToken cancellation)
    {
        var basePath = ManagedFiles.DefaultOf(session.Layout, path);
        var local = session.ReadStanding(path);
        var merged = ConfigMerge.Merge(
            session.ReadStanding(basePath), local, newDefault, session.Options.ConfigMerge, path, source, hideValues: isSecret);
        foreach (var warning in merged.Warnings)
        {
            state.Tell(warning);
        }

        check(merged.Document);
        var traits = session.Owned(isSecret ? FileTraits.Secret : FileTraits.Public with { KeepsOwner = true });
        var change = state.Changes.StageFile(path, FileContent.Of(merged.Text), traits, cancellation);
        state.Apply([change, .. StageDefaults(session, state, path, newDefault, merged.SavedDefault, traits, isSecret, cancellation)]);
        foreach (var edit in merged.Edits)
        {
            session.Log.Info($"{Path.GetFileName(path)}: local edit of {edit.Name}");
        }

        return (local is null ? null : Encoding.UTF8.GetString(local), merged.Text);
    }

    /// <summary>What the next merge needs as its base, and, where local edits stay in the way of a new default, that default beside the
    /// file.</summary>
    /// <param name="savedDefault">null: it need not be beside it.</param>
    public static IReadOnlyList<Change> StageDefaults(
        TargetSession session, Installing state, string path, string newDefault, string? savedDefault, FileTraits traits, bool isSecret,
        CancellationToken cancellation)
    {
        var known = state.Changes.StageFile(ManagedFiles.DefaultOf(session.Layout, path), FileContent.Of(newDefault),
            isSecret ? FileTraits.Secret : FileTraits.Public, cancellation);
        return savedDefault is null ? [known]
            : [known, state.Changes.StageFile(path + ".new", FileContent.Of(savedDefault), traits, cancellation)];
    }
}
