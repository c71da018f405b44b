using System.Globalization;
using System.Text;
using Lle.Deploy.Backups;
using Lle.Deploy.Deployments;
using Lle.Deploy.Text;

namespace Lle.Deploy.Reporting;

/// <summary>The command, ready to be pasted, that takes a deployment back.</summary>
internal static class WayBack
{
    /// <returns>null where there is nothing to take back.</returns>
    public static string? Command(DeploymentRecord record) =>
        record is { Operation: OperationKind.Deploy or OperationKind.Update, Status: DeploymentStatus.Success or DeploymentStatus.Degraded, Backup: not null }
            ? string.Join(' ', ["dotnet msbuild -t:LleRollback", Property("LleDeploymentId", record.DeploymentId), .. Directories(record.Layout)])
            : null;

    /// <summary>The directories that another directory as default would not find.</summary>
    private static IEnumerable<string> Directories(LayoutRecord layout)
    {
        yield return Property("LleInstallPrefix", layout.Prefix);
        if (layout.ConfigDir != $"{layout.Prefix}/etc/lusush")
        {
            yield return Property("LleConfigDir", layout.ConfigDir);
        }

        if (layout.DataDir != $"{layout.Prefix}/var/lib/lusush")
        {
            yield return Property("LleDataDir", layout.DataDir);
        }

        if (layout.LogDir != $"{layout.Prefix}/var/log/lusush")
        {
            yield return Property("LleLogDir", layout.LogDir);
        }

        if (layout.BackupDir != $"{layout.DataDir}/backups")
        {
            yield return Property("LleBackupDir", layout.BackupDir);
        }
    }

    private static string Property(string name, string value)
    {
        var argument = new StringBuilder($"-p:{name}=");
        foreach (var character in value)
        {
            _ = character is '%' or '$' or '@' or '\'' or ';' or ',' or '?' or '*' or '(' or ')' or '"'
                ? argument.Append(CultureInfo.InvariantCulture, $"%{(int)character:X2}")
                : argument.Append(character);
        }

        var text = argument.ToString();
        return text.All(each => char.IsAsciiLetterOrDigit(each) || each is '-' or ':' or '=' or '/' or '.' or '_' or '%' or '+') ? text : ShellLiteral.Quote(text);
    }
}
