using Lle.Deploy.Diagnostics;

namespace Lle.Deploy.Tasks.Logging;

/// <summary>What only a build can get wrong: the order of its targets. (LLE1000, LLE1001, LLE1010 and LLE1012 are raised by the targets themselves.)</summary>
internal static class BuildDiagnostics
{
    public static Diagnostic DeploymentOpenedBefore() => new(
        "LLE1021", Severity.Error, Location.None, "This build has opened a deployment of this project already, and its phases cannot run a second time",
        "Run LleDeploy and LleUpdate in two builds");

    public static Diagnostic NoDeploymentOpen() => new(
        "LLE3015", Severity.Error, Location.None, "No deployment is open: a phase runs only within LleDeploy",
        "Run dotnet msbuild -t:LleDeploy; its phases cannot be run alone");
}
