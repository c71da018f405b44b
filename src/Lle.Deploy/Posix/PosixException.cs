using System.Runtime.InteropServices;
using Lle.Deploy.Diagnostics;

namespace Lle.Deploy.Posix;

/// <summary>A system call on a file failed: what was tried, on which path, and the error number.</summary>
internal sealed class PosixException(string operation, string path, int errorNumber)
    : DeploymentException(DiagnosticCatalog.FileOperationFailed(operation, path, Errno.Describe(errorNumber)))
{
    public int ErrorNumber { get; } = errorNumber;

    public string Path { get; } = path;

    public bool IsOutOfSpace => ErrorNumber == Errno.NoSpace || ErrorNumber == Errno.QuotaExceeded;

    /// <summary>For the call just made by this thread.</summary>
    public static PosixException Last(string operation, string path) => new(operation, path, Marshal.GetLastPInvokeError());
}
