using Lle.Deploy.Diagnostics;
using Lle.Deploy.Installed;
using Lle.Deploy.Layout;
using Lle.Deploy.Posix;

namespace Lle.Deploy.Options;

/// <summary>Values that are good each by itself and not together.</summary>
internal static class OptionConflicts
{
    public static void Check(DeploymentOptions options, OptionValues values)
    {
        if (options.ReadinessRollbackThreshold > options.ReadinessThreshold)
        {
            values.Refuse(OptionTable.ReadinessRollbackThreshold, 0, $"0 to LleReadinessThreshold ({options.ReadinessThreshold})");
        }

        var layout = options.Layout;
        if (layout.Name == TargetLayout.HostDirName)
        {
            values.Refuse(OptionTable.Name, "", $"another name than '{TargetLayout.HostDirName}', which is the directory of lle itself");
        }

        if (InstalledFiles.All.Any(f => f.Section == "config" && !f.IsMainConfiguration && f.Name == layout.ConfigName))
        {
            values.Refuse(OptionTable.ConfigName, "", "a name that no other file of the installation has");
        }

        if (options.InstallHost && layout.BinaryName == TargetLayout.HostName)
        {
            values.Refuse(OptionTable.BinaryName, "", $"another name than '{TargetLayout.HostName}', which LleInstallHost installs");
        }

        if (layout.ConfigDir == layout.BinDir)
        {
            // Programs of others lie there, and a configuration belongs to one installation.
            values.Problems.Add(DiagnosticCatalog.DirectoryUsedTwice(OptionTable.ConfigDir.Name, layout.ConfigDir));
        }

        foreach (var (option, path) in new[] { (OptionTable.DataDir, layout.DataDir), (OptionTable.LogDir, layout.LogDir),
            (OptionTable.BackupDir, layout.BackupDir) })
        {
            if (path.Length > 0 && layout.Directories.Count(o => o == path) > 1)
            {
                values.Problems.Add(DiagnosticCatalog.DirectoryUsedTwice(option.Name, path));
            }
        }

        if (options.Version.Any(c => char.IsControl(c) || c is '/' or '\\') || options.Version.Length > 128)
        {
            values.Refuse(OptionTable.Version, "", "a version like 1.3.0: at most 128 characters, no control characters, no slashes");
        }

        if (Accounts.CurrentUser != 0 && options.EffectiveOwner != Accounts.CurrentUser)
        {
            values.Problems.Add(DiagnosticCatalog.OwnerNeedsRoot(OptionTable.Owner.Name, values.Text(OptionTable.Owner)));
        }
    }
}
