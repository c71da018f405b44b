using Lle.Deploy.Options;

namespace Lle.Deploy.Bundles;

/// <summary>
/// What a bundle may say: what is deployed and how it is judged. Where to, by whose keys it is trusted, whose the files are, and what a
/// person has to allow are the host's alone.
/// </summary>
internal static class BundleRules
{
    private static readonly HashSet<Option> hostsOwn =
    [
        OptionTable.PayloadDir, OptionTable.Version, OptionTable.BundleDir, OptionTable.SigningKey, OptionTable.SignCommand,
        OptionTable.TrustedKeys, OptionTable.Signer, OptionTable.UpdatePackage, OptionTable.UpdateVersion, OptionTable.AllowDowngrade,
            OptionTable.AllowInsecurePrefix,
        OptionTable.Owner, OptionTable.Group, OptionTable.Adopt, OptionTable.Force, OptionTable.Purge,
        OptionTable.DeploymentId, OptionTable.RollbackReason, OptionTable.BackupTimestamp,
    ];

    public static bool MayBring(Option option) => option.Group != OptionGroup.Fleet && !option.IsLayout && !option.IsSecret && !hostsOwn.Contains(option);

    /// <summary>What in a description starts programs, or gives a program arguments: only a bundle whose signature was verified, or a
    /// person, may do that.</summary>
    public static IEnumerable<string> Commands(BundleDescription description)
    {
        if (description.Options.TryGetValue(OptionTable.StartupArguments.Name, out var arguments)
            && arguments != OptionTable.StartupArguments.Default)
        {
            yield return $"{OptionTable.StartupArguments.Name}: {arguments}";
        }

        foreach (var (type, items) in description.Items)
        {
            foreach (var item in items)
            {
                foreach (var (name, value) in item.Metadata.Where(m => commandMetadata.Contains(m.Key)))
                {
                    yield return $"{type} '{item.Include}' {name}: {value}";
                }
            }
        }
    }

    private static readonly HashSet<string> commandMetadata = new(StringComparer.OrdinalIgnoreCase)
    {
        "Arguments", "Validate", "Command", "StartCommand", "StopCommand", "ReloadCommand", "UpgradeCommand", "StartupArguments",
    };
}
