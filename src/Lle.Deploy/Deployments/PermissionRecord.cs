namespace Lle.Deploy.Deployments;

internal sealed class PermissionRecord
{
    public string Path { get; set; } = "";

    /// <summary>Octal mode and owner, for example "755 root:root".</summary>
    public string Found { get; set; } = "";

    public string Expected { get; set; } = "";

    public bool Passed { get; set; }
}
