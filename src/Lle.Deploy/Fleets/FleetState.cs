using Lle.Deploy.Logging;

namespace Lle.Deploy.Fleets;

/// <summary>What the controller remembers of a run between two calls. Hosts remember all that matters themselves.</summary>
internal static class FleetState
{
    private const string PausedFile = "paused";

    /// <summary>The first batch is done, and a person has been asked to look.</summary>
    public static bool HasPaused(string folder) => File.Exists(Path.Combine(folder, PausedFile));

    public static void Pause(string folder) =>
        LogFile.Write(Path.Combine(folder, PausedFile), "The next call of this run goes on.\n");
}
