using Microsoft.Build.Framework;

namespace Lle.Deploy.Tasks;

/// <summary>Phase 8: measures start-up times and holds their median against LleMaxStartupTime (microseconds); on an upgrade, new against
/// old.</summary>
[MSBuildMultiThreadableTask]
public sealed class MeasureStartup : PhaseTask;
