namespace Lle.Deploy.Deployments;

internal sealed class FileRecord
{
    public string Path { get; set; } = "";

    public ChangeKind Change { get; set; }

    public string? Sha256 { get; set; }

    public string? Mode { get; set; }

    public long? Size { get; set; }
}
