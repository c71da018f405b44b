namespace Lle.Deploy.Installed;

/// <summary>DATA/installation_info: which binary stands there, since when, and who put it there.</summary>
internal sealed record InstallationInfo(
    string InstallationDate, string DeploymentId, string Version, string BinaryPath, string InstallUser, string InstallGroup)
{
    private const string Title = "LLE Installation Record";

    public string ToText() => FieldFile.Write(
        Title,
        ("Installation Date", InstallationDate),
        ("Deployment ID", DeploymentId),
        ("Version", Version),
        ("Binary Path", BinaryPath),
        ("Install User", InstallUser),
        ("Install Group", InstallGroup));

    public static InstallationInfo Parse(ReadOnlySpan<byte> bytes, string file)
    {
        var fields = FieldFile.Read(
            bytes, file, Title, "Installation Date", "Deployment ID", "Version", "Binary Path", "Install User", "Install Group");
        return new InstallationInfo(
            fields["Installation Date"], fields["Deployment ID"], fields["Version"], fields["Binary Path"], fields["Install User"],
            fields["Install Group"]);
    }
}
