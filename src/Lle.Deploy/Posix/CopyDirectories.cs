namespace Lle.Deploy.Posix;

/// <summary>For many copies: the directory of the last target and that of the last source.</summary>
internal sealed class CopyDirectories : IDisposable
{
    public ParentDirectories Targets { get; } = new();

    public ParentDirectories Sources { get; } = new();

    public void Dispose()
    {
        Targets.Dispose();
        Sources.Dispose();
    }
}
