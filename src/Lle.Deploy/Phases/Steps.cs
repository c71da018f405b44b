using Lle.Deploy.Diagnostics;
using Lle.Deploy.Operations;
using Lle.Deploy.Sessions;

namespace Lle.Deploy.Phases;

/// <summary>The steps of a deployment in the one order they run in.</summary>
internal static class Steps
{
    public static IReadOnlyList<PhaseStep> All { get; } =
    [
        new ValidatePrerequisites(), new VerifyChecksums(),
        new PrepareEnvironment(),
        new CreateBackup(),
        new InstallBinary(),
        new RenderConfig(),
        new ConfigureSecurity(),
        new RunProbes(),
        new MeasureStartup(), new MeasureResponse(),
        new ValidateSecurity(),
        new AssessReadiness(),
        new ActivateMonitoring(),
        new FinalizeDeployment(),
    ];

    public static PhaseStep Named(string name) =>
        All.FirstOrDefault(step => step.Name == name) ?? throw new ArgumentException($"'{name}' is no step of a deployment", nameof(name));
}
