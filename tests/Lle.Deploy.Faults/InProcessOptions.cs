using Lle.Deploy.Options;

namespace Lle.Deploy.Faults;

/// <summary>The options of a test, written as Property=Value.</summary>
internal static class InProcessOptions
{
    public static DeploymentOptions Read(IEnumerable<string> properties) =>
        new OptionsReader(Values(properties), Environment.CurrentDirectory).Read();

    /// <summary>The same as lle takes them: --property=value.</summary>
    public static IEnumerable<string> Arguments(IEnumerable<string> properties) =>
        Values(properties).Select(p => $"--{OptionTable.Find(p.Key)!.KebabName}={p.Value}");

    /// <summary>What is given later counts.</summary>
    private static Dictionary<string, string> Values(IEnumerable<string> properties) =>
        properties.Select(p => p.Split('=', 2)).GroupBy(p => p[0]).ToDictionary(g => g.Key, g => g.Last()[1], StringComparer.Ordinal);
}
