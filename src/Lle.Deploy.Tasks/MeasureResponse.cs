using Microsoft.Build.Framework;

namespace Lle.Deploy.Tasks;

/// <summary>Phase 8: measures round trips in a live session and holds their median against LleMaxResponseTime (microseconds).</summary>
[MSBuildMultiThreadableTask]
public sealed class MeasureResponse : PhaseTask;
