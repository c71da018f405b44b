using Lle.Deploy.Options;

namespace Lle.Deploy.Host;

/// <summary>Properties from the command line, with the defaults the targets file would give them.</summary>
internal static class HostOptions
{
    public static DeploymentOptions Read(ReadOnlySpan<string> arguments)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var argument in arguments)
        {
            var equals = argument.IndexOf('=', StringComparison.Ordinal);
            values[argument[..equals]] = argument[(equals + 1)..];
        }

        var prefix = Default(values, "LleInstallPrefix", "/usr/local");
        Default(values, "LleConfigDir", $"{prefix}/etc/lusush");
        var data = Default(values, "LleDataDir", $"{prefix}/var/lib/lusush");
        Default(values, "LleLogDir", $"{prefix}/var/log/lusush");
        Default(values, "LleBackupDir", $"{data}/backups");
        return new OptionsReader(values, Environment.CurrentDirectory).Read();
    }

    private static string Default(Dictionary<string, string> values, string name, string value) =>
        values.TryGetValue(name, out var given) ? given : values[name] = value;
}
