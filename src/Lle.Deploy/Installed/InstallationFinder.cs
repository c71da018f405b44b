using Lle.Deploy.Diagnostics;
using Lle.Deploy.Layout;
using Lle.Deploy.Posix;

namespace Lle.Deploy.Installed;

/// <summary>An installation that was found, and where its data directory is.</summary>
internal sealed record FoundInstallation(string DataDir, Installation Installation)
{
    public string Prefix => DirectoryOf(Installation.Prefix);

    public string DirectoryOf(string section) => Installation.DirectoryOf(DataDir, section) ?? "";
}

/// <summary>
/// Finds the installations of a prefix by what is in it: the pointers in PREFIX/lib/lle, and the data directories where they are by
/// default. What cannot be read is passed over: nothing is changed by looking.
/// </summary>
internal static class InstallationFinder
{
    /// <summary>By name; those whose records name another prefix are left out.</summary>
    public static IReadOnlyList<FoundInstallation> In(string prefix)
    {
        var pointed = Names(Path.Combine(prefix, "lib/lle")).Where(name => name != TargetLayout.HostDirName)
            .Select(name => AtPointer(Path.Combine(prefix, "lib/lle", name)));
        var usual = Names(Path.Combine(prefix, "var/lib")).Select(name => At(Path.Combine(prefix, "var/lib", name)));
        return [.. pointed.Concat(usual).OfType<FoundInstallation>().Where(found => Places.AreSame(found.Prefix, prefix))
            .DistinctBy(found => found.DataDir).OrderBy(found => found.Installation.Name, StringComparer.Ordinal)];
    }

    /// <param name="directory">PREFIX/lib/lle/NAME.</param>
    /// <returns>null: no pointer, or one to an installation that is gone.</returns>
    public static FoundInstallation? AtPointer(string directory)
    {
        try
        {
            return InstallationMark.Read(directory) is { } mark && At(mark.DataDirOf(directory)) is { } found
                && found.Installation.Is(mark.Identity) ? found : null;
        }
        catch (DeploymentException)
        {
            return null;
        }
    }

    private static FoundInstallation? At(string dataDir)
    {
        try
        {
            return Installation.Read(dataDir) is { } installation ? new FoundInstallation(dataDir, installation) : null;
        }
        catch (DeploymentException)
        {
            return null;
        }
    }

    private static IReadOnlyList<string> Names(string path)
    {
        try
        {
            using var directory = PosixDirectory.TryOpen(path);
            return [.. (directory?.Names() ?? []).Where(name => directory!.Status(name)?.Kind == FileKind.Directory)];
        }
        catch (DeploymentException)
        {
            return [];
        }
    }
}
