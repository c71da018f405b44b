using Lle.Deploy.Options;

namespace Lle.Deploy.Fleets;

/// <summary>What a project says that a bundle may not bring, and every host has to be told: where the installation lies, whose it is, what
/// a person allows.</summary>
internal static class HostOptions
{
    private static readonly Option[] told =
    [
        OptionTable.BinaryName, OptionTable.InstallPrefix, OptionTable.Name, OptionTable.ConfigDir, OptionTable.DataDir, OptionTable.LogDir,
        OptionTable.BackupDir,
        OptionTable.UnitDir, OptionTable.AllowInsecurePrefix, OptionTable.Owner, OptionTable.Group, OptionTable.Adopt, OptionTable.Force,
        OptionTable.AllowDowngrade, OptionTable.Replaces,
    ];

    /// <summary>Who only looks at an installation is told where it is, and nothing of how it would be deployed.</summary>
    public static bool SayWhere(string name) =>
        OptionTable.Find(name) is { } option && (option.IsLayout || option == OptionTable.BinaryName);

    public static IReadOnlyDictionary<string, string> Of(IReadOnlyDictionary<string, string> given)
    {
        var own = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var option in told)
        {
            // A directory that is where it would be anyway follows the prefix that a host has of its own.
            if (given.GetValueOrDefault(option.Name) is { Length: > 0 } value && value != new OptionValues(own).Text(option))
            {
                own[option.Name] = value;
            }
        }

        return own;
    }
}
