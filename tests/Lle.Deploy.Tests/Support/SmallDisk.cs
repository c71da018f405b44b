using Lle.Deploy.Processes;

namespace Lle.Deploy.Tests.Support;

/// <summary>A file system of its own, in memory, with room for one page.</summary>
internal sealed class SmallDisk : IDisposable
{
    public SmallDisk()
    {
        var mounted = Launcher.Run(new LaunchRequest(
            Tools.Require("mount"), ["-t", "tmpfs", "-o", "size=4k", "none", Folder])
        { TimeLimit = TimeSpan.FromSeconds(20) });
        if (!mounted.Succeeded)
        {
            Directory.Delete(Folder);
            Tools.Lacks("a user who may mount a file system");
        }
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("lle-small-").FullName;

    public string At(string name) => Path.Combine(Folder, name);

    /// <summary>Writes until nothing more fits.</summary>
    public void Fill()
    {
        try
        {
            File.WriteAllBytes(At("filler"), new byte[4096]);
        }
        catch (IOException)
        {
            // That is what was to be reached.
        }
    }

    public void Dispose()
    {
        Run.Tool("umount", "/", Folder);
        Directory.Delete(Folder);
    }
}
