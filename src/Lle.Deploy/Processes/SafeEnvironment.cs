namespace Lle.Deploy.Processes;

/// <summary>
/// The whole environment of every program the engine starts: four variables, none taken over from whoever runs the deployment, so that
/// nothing they have set (LD_PRELOAD, BASH_ENV, ENV, PATH, IFS) reaches the program under test.
/// </summary>
internal static class SafeEnvironment
{
    /// <summary>Directories only an administrator can write.</summary>
    public const string Path = "/usr/sbin:/usr/bin:/sbin:/bin";

    public static IReadOnlyDictionary<string, string> Of(string home, string terminal = "dumb") => new Dictionary<string, string>
    {
        ["PATH"] = Path,
        ["HOME"] = home,
        ["TERM"] = terminal,
        ["LANG"] = "C.UTF-8",
    };
}
