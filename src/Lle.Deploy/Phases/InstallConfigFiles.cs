using Lle.Deploy.Configuration;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Installed;
using Lle.Deploy.Operations;
using Lle.Deploy.Payload;
using Lle.Deploy.Sessions;
using Lle.Deploy.Transactions;

namespace Lle.Deploy.Phases;

/// <summary>
/// LleConfigFile items: rendered, merged with local edits, accepted by their Validate commands, and put in place, one after the other, so
/// that a file may include those that come before it. What an earlier version had and this one has not goes, unless it was edited.
/// </summary>
internal static class InstallConfigFiles
{
    private const uint OthersRead = 4;

    public static void Run(TargetSession session, Installing state, CancellationToken cancellation)
    {
        foreach (var file in session.Options.ConfigFiles)
        {
            cancellation.ThrowIfCancellationRequested();
            Install(session, state, file, cancellation);
        }

        RemoveFormer(session, state);
    }

    private static void Install(TargetSession session, Installing state, ConfigFile file, CancellationToken cancellation)
    {
        var layout = session.Layout;
        var path = Path.Combine(layout.ConfigDir, file.TargetPath);
        var source = state.Payload.ConfigFiles[file.Source];
        var rendered = UpdatePackage.Naming(state.Package, () => Render(session, source, path));
        session.MakeMissing(state.Changes, Path.GetDirectoryName(path)!, FileTraits.Program.Mode);
        var merged = Merge(session, file, source, path, rendered);
        foreach (var warning in merged.Warnings)
        {
            state.Tell(warning);
        }

        var traits = session.Owned(new FileTraits(file.Mode) { KeepsOwner = true });
        var change = state.Changes.StageFile(path, FileContent.Of(merged.Text), traits, cancellation);
        if (state is Changing && file.Validate.Count > 0)
        {
            var staged = change.Aside is null ? path : Path.Combine(change.Directory, change.Aside);
            ConfigValidation.Run(session.Options, file, staged, path, cancellation);
        }

        state.Apply([change, .. MergedConfiguration.StageDefaults(
            session, state, path, rendered, merged.SavedDefault, traits, isSecret: IsSecret(file), cancellation)]);
        session.Log.Info($"Configuration file deployed: {path}");
    }

    private static bool IsSecret(ConfigFile file) => (file.Mode & OthersRead) == 0;

    /// <summary>A default that would differ by its date alone is kept: nothing has changed.</summary>
    private static string Render(TargetSession session, PayloadFile source, string path) => DefaultConfiguration.Render(
        source, session.Layout, session.Started, session.Options.Placeholders, [],
        session.ReadStanding(ManagedFiles.DefaultOf(session.Layout, path)), isIni: false);

    private static MergedText Merge(TargetSession session, ConfigFile file, PayloadFile source, string path, string rendered)
    {
        var last = session.ReadStanding(ManagedFiles.DefaultOf(session.Layout, path));
        var local = session.ReadStanding(path);
        if (file.Format == ConfigFormat.Ini)
        {
            var merged = ConfigMerge.Merge(last, local, rendered, file.Merge, path, source.Path, hideValues: IsSecret(file));
            return new MergedText(merged.Text, merged.SavedDefault, merged.Warnings);
        }

        return TextMerge.Merge(
            last is null ? null : ConfigDocument.Decode(last, path),
            local is null ? null : ConfigMerge.Decode(local, path, file.Merge), rendered, file.Merge, path);
    }

    private static void RemoveFormer(TargetSession session, Installing state)
    {
        var layout = session.Layout;
        var wanted = session.Options.ConfigFiles.Select(file => Path.Combine(layout.ConfigDir, file.TargetPath))
            .ToHashSet(StringComparer.Ordinal);
        foreach (var path in ManagedFiles.WithDefault(layout)
            .Where(path => !wanted.Contains(path) && InstalledFiles.Find(layout, path) is null))
        {
            var @default = ManagedFiles.DefaultOf(layout, path);
            if (PathState.Capture(path) is { Sha256: { } sha256 } && sha256 != PathState.Capture(@default).Sha256)
            {
                session.Log.Info($"Configuration file of an earlier version kept, because it was edited: {path}");
                continue;
            }

            state.Apply(new[] { path, @default }.Where(each => PathState.Capture(each).Exists).Select(state.Changes.Removal).ToList());
            session.Log.Info($"Configuration file removed, which this version does not have: {path}");
        }
    }
}
