using Lle.Deploy.Processes;

namespace Lle.Deploy.Tests.Support;

/// <summary>A directory that is mounted at a second place too.</summary>
internal sealed class SecondName : IDisposable
{
    private readonly string place;

    public SecondName(string directory, string place)
    {
        this.place = place;
        if (!Launcher.Run(new LaunchRequest(Tools.Require("mount"), ["--bind", directory, place])
        { TimeLimit = TimeSpan.FromSeconds(20) }).Succeeded)
        {
            Tools.Lacks("a user who may mount a directory a second time");
        }
    }

    public void Dispose() => Run.Tool("umount", "/", place);
}
