namespace Lle.Deploy.Deployments;

internal sealed class LayoutRecord
{
    public string Prefix { get; set; } = "";

    public string Binary { get; set; } = "";

    public string ConfigDir { get; set; } = "";

    public string ConfigName { get; set; } = "lle.conf";

    public string Configuration => Path.Join(ConfigDir, ConfigName);

    public string DataDir { get; set; } = "";

    public string LogDir { get; set; } = "";

    public string BackupDir { get; set; } = "";
}
