using System.Text;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Text;

namespace Lle.Deploy.Installed;

/// <summary>
/// DATA/rollback_ID.data: where the backup of a deployment is. It looks like shell variables, as it always did, but it is data: nothing
/// sources it, and the values are escaped so that even sourcing it would execute nothing.
/// </summary>
/// <param name="BackupBinaryPath">Empty where there was no binary.</param>
/// <param name="BackupConfigPath">Empty where there was no configuration.</param>
/// <param name="RollbackReason">Empty until it is rolled back.</param>
internal sealed record RollbackData(
    string DeploymentId, string Generated, string BackupTimestamp, string BackupBaseDir, string BackupBinaryPath, string BackupConfigPath,
    string RollbackReason = "")
{
    private const int MaximumBytes = 64 << 10;

    public string ToText()
    {
        var text = new StringBuilder();
        text.Append("# Rollback data of deployment ").Append(EscapedValue.Escape(DeploymentId)).Append('\n');
        text.Append("# Generated: ").Append(EscapedValue.Escape(Generated)).Append('\n');
        Append("BACKUP_TIMESTAMP", BackupTimestamp);
        Append("BACKUP_BASE_DIR", BackupBaseDir);
        Append("BACKUP_BINARY_PATH", BackupBinaryPath);
        Append("BACKUP_CONFIG_PATH", BackupConfigPath);
        Append("DEPLOYMENT_ID", DeploymentId);
        Append("ROLLBACK_REASON", RollbackReason);
        return text.ToString();

        void Append(string name, string value) =>
            text.Append(name).Append("=\"").Append(EscapedValue.Escape(value, quoted: true)).Append("\"\n");
    }

    public static RollbackData Parse(ReadOnlySpan<byte> bytes, string file)
    {
        var findings = new Findings();
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        var generated = "";
        var number = 0;
        foreach (var line in FieldFile.Lines(bytes, file, MaximumBytes))
        {
            number++;
            if (line.StartsWith('#'))
            {
                generated = line.StartsWith("# Generated: ", StringComparison.Ordinal)
                    ? EscapedValue.Unescape(line["# Generated: ".Length..]) : generated;
            }
            else if (ReadAssignment(line) is not var (name, value))
            {
                findings.Add(DiagnosticCatalog.StateLineMalformed(file, number, 1, "NAME=\"value\" was expected"));
            }
            else if (!values.TryAdd(name, value))
            {
                findings.Add(DiagnosticCatalog.StateFieldTwice(file, number, name));
            }
        }

        foreach (var name in (string[])["BACKUP_TIMESTAMP", "BACKUP_BASE_DIR", "BACKUP_BINARY_PATH", "BACKUP_CONFIG_PATH", "DEPLOYMENT_ID"])
        {
            if (!values.ContainsKey(name))
            {
                findings.Add(DiagnosticCatalog.StateFieldMissing(file, name));
            }
        }

        findings.ThrowIfFailed();
        return new RollbackData(
            values["DEPLOYMENT_ID"], generated, values["BACKUP_TIMESTAMP"], values["BACKUP_BASE_DIR"],
            values["BACKUP_BINARY_PATH"], values["BACKUP_CONFIG_PATH"], values.GetValueOrDefault("ROLLBACK_REASON", ""));
    }

    private static (string Name, string Value)? ReadAssignment(string line)
    {
        var equals = line.IndexOf("=\"", StringComparison.Ordinal);
        if (equals < 1 || line.Length < equals + 3 || line[^1] != '"' || !line.AsSpan(0, equals).ContainsOnlyNameCharacters())
        {
            return null;
        }

        var value = line[(equals + 2)..^1];
        return EndsInsideQuotes(value) ? null : (line[..equals], EscapedValue.Unescape(value));
    }

    /// <summary>A quote that is not escaped inside the value, or an escaped last one, means that the line is not one value.</summary>
    private static bool EndsInsideQuotes(string value)
    {
        for (var i = 0; i < value.Length; i++)
        {
            if (value[i] == '"' || (value[i] == '\\' && ++i == value.Length))
            {
                return true;
            }
        }

        return false;
    }
}

internal static class NameCharacters
{
    public static bool ContainsOnlyNameCharacters(this ReadOnlySpan<char> text)
    {
        foreach (var character in text)
        {
            if (!char.IsAsciiLetterOrDigit(character) && character != '_')
            {
                return false;
            }
        }

        return true;
    }
}
