namespace Lle.Deploy.Deployments;

internal sealed class BackupRecord
{
    public string Timestamp { get; set; } = "";

    public string Path { get; set; } = "";

    public int Files { get; set; }

    public long Bytes { get; set; }

    /// <summary>Files a rollback would bring back: all but the logs.</summary>
    public int Restorable { get; set; }

    /// <summary>How many of them were restored into scratch and compared before anything was changed.</summary>
    public int Rehearsed { get; set; }
}
