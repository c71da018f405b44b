using Lle.Deploy.Options;

namespace Lle.Deploy.Sessions;

/// <summary>Names this installation to a later command, whatever the project says by then: the prefix, and each directory that is not where
/// it would be by default.</summary>
internal static class LayoutOptions
{
    public static IEnumerable<KeyValuePair<string, string>> Of(DeploymentOptions options)
    {
        var layout = options.Layout;
        yield return new(OptionTable.InstallPrefix.Name, layout.Prefix);
        foreach (var (option, value, standard) in new[]
        {
            (OptionTable.BinaryName, layout.BinaryName, "lusush"),
            (OptionTable.Name, options.Name, layout.BinaryName),
            (OptionTable.ConfigName, layout.ConfigName, OptionTable.ConfigName.Default),
            (OptionTable.ConfigDir, layout.ConfigDir, $"{layout.Prefix}/etc/{options.Name}"),
            (OptionTable.DataDir, layout.DataDir, $"{layout.Prefix}/var/lib/{options.Name}"),
            (OptionTable.LogDir, layout.LogDir, $"{layout.Prefix}/var/log/{options.Name}"),
            (OptionTable.BackupDir, layout.BackupDir, $"{layout.DataDir}/backups"),
        })
        {
            if (value != standard)
            {
                yield return new(option.Name, value);
            }
        }
    }
}
