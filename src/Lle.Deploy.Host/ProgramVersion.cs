using System.Reflection;

namespace Lle.Deploy.Host;

/// <summary>The version of this program; what it deploys brings a version of its own.</summary>
internal static class ProgramVersion
{
    public static string Number { get; } =
        typeof(ProgramVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0]
            ?? "unknown";
}
