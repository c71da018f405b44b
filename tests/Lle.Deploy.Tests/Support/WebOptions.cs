namespace Lle.Deploy.Tests.Support;

/// <summary>The options of a program "web" that is no shell, and whose speed is not what a test is about.</summary>
internal static class WebOptions
{
    /// <param name="startup">The argument with which it starts and ends.</param>
    public static Dictionary<string, string> Of(string payload, string version, string startup) => new()
    {
        ["LlePayloadDir"] = payload,
        ["LleBinaryName"] = "web",
        ["LleVersion"] = version,
        ["LleStartupArguments"] = startup,
        ["LleStartupRuns"] = "3",
        ["LleMaxStartupTime"] = "60000000",
        ["LleMaxRegression"] = "100000",
        ["LleMeasureResponse"] = "false",
        ["LleDefaultProbes"] = "false",
        ["LleRequiredDiskSpace"] = "0",
    };
}
