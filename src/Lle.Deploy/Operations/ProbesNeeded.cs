using Lle.Deploy.Diagnostics;
using Lle.Deploy.Options;

namespace Lle.Deploy.Operations;

/// <summary>
/// A deployment that asks the program nothing earns no point for integration and misses its readiness at the end of ten phases, whatever
/// else is true of it. That is known from the options, so it is said before anything is touched.
/// </summary>
internal static class ProbesNeeded
{
    /// <summary>Three of twenty points are the probes'.</summary>
    private const int BestPercentWithout = 100 * 17 / 20;

    /// <summary>Three points are the configuration's, and do not count where the payload has none.</summary>
    private const int BarePercentWithout = 100 * 14 / 17;

    /// <summary>Likewise two of eight tests of the validation are the probes', and one the configuration's.</summary>
    private const int BareValidationPercent = 100 * 5 / 7;

    /// <exception cref="DeploymentException">LLE1706: no probe would run, and without one the deployment cannot succeed.</exception>
    public static void Check(DeploymentOptions options)
    {
        if (!options.DefaultProbes && options.Probes.Count == 0 && options.ReadinessThreshold > BestPercentWithout && !options.KeepDegraded)
        {
            throw new DeploymentException(DiagnosticCatalog.NoProbe(
                options.ReadinessThreshold, BestPercentWithout, BarePercentWithout, BareValidationPercent));
        }
    }
}
