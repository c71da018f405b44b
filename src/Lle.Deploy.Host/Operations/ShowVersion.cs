using System.Runtime.InteropServices;
using Lle.Deploy.Host.Output;

namespace Lle.Deploy.Host.Operations;

/// <summary>lle version.</summary>
internal static class ShowVersion
{
    public static int Run(bool json)
    {
        if (json)
        {
            Speech.Say(ResultsJson.Write(writer =>
            {
                writer.WriteString("Version", ProgramVersion.Number);
                writer.WriteString("Platform", RuntimeInformation.RuntimeIdentifier);
                writer.WriteString("OpenSsl", OpenSsl.Version);
                writer.WriteString("Libc", Libc.Version);
                writer.WriteString("Runtime", RuntimeInformation.FrameworkDescription);
                writer.WriteNumber("BundleSchema", Engine.BundleSchema);
            }));
            return ExitCode.Success;
        }

        Speech.Say($"lle {ProgramVersion.Number} ({RuntimeInformation.RuntimeIdentifier})");
        Speech.Say($"{OpenSsl.Version} ({(OpenSsl.IsBuiltIn ? "built in" : "the system's")}), {RuntimeInformation.FrameworkDescription}");
        Speech.Say($"{Libc.Version} ({(OpenSsl.IsBuiltIn ? "built in" : "the system's")})");
        Speech.Say($"Reads bundles of schema {Engine.BundleSchema} and older");
        return ExitCode.Success;
    }
}
