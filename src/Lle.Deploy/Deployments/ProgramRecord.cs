using Lle.Deploy.Measurements;

namespace Lle.Deploy.Deployments;

/// <summary>What was measured of a further program of the payload (LleProgram).</summary>
internal sealed class ProgramRecord
{
    /// <summary>Where it was run.</summary>
    public string Path { get; set; } = "";

    public double MaxStartupMicroseconds { get; set; }

    public StartupRecord Startup { get; set; } = new();
}
