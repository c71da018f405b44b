using System.Runtime.InteropServices;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Posix;

namespace Lle.Deploy.Processes;

/// <summary>Makes pipes, or says why not.</summary>
internal static class Channel
{
    public static (int Read, int Write) Pipe()
    {
        var ends = PipeCalls.Create();
        return ends.Read >= 0 ? ends : throw None("pipe");
    }

    public static DeploymentException None(string kind) =>
        new(DiagnosticCatalog.NoChannel(kind, Errno.Describe(Marshal.GetLastPInvokeError())));
}
