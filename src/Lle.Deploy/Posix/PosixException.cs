using System.Runtime.InteropServices;
using Lle.Deploy.Diagnostics;

namespace Lle.Deploy.Posix;

/// <summary>A system call on a file failed: what was tried, on which path, and the error number.</summary>
internal sealed class PosixException : DeploymentException
{
    /// <summary>A call of the kernel that failed; null: it was not made.</summary>
    private readonly Diagnostic? failed;

    /// <param name="cause">What is known besides the error number; null: the number in words.</param>
    public PosixException(string operation, string path, int errorNumber, string? cause = null)
        : this(DiagnosticCatalog.FileOperationFailed(operation, path, cause ?? Errno.Describe(errorNumber)), path, errorNumber) =>
        failed = Diagnostics[0];

    private PosixException(Diagnostic diagnostic, string path, int errorNumber)
        : base(diagnostic)
    {
        Path = path;
        ErrorNumber = errorNumber;
    }

    public override IReadOnlyList<Diagnostic> AfterDecision =>
        failed is null ? base.AfterDecision : [DiagnosticCatalog.FileOperationFailedLater(failed).AsWarning()];

    public int ErrorNumber { get; }

    public string Path { get; }

    /// <summary>Something of another kind stands there or on the way: a link, a file, a pipe where a directory or file was. Trying again
    /// does not help.</summary>
    public bool IsOtherKind =>
        ErrorNumber is Errno.NotDirectory or Errno.IsDirectory or Errno.NoSuchDevice || ErrorNumber == Errno.TooManyLinks;

    public bool IsOutOfSpace => ErrorNumber == Errno.NoSpace || ErrorNumber == Errno.QuotaExceeded;

    /// <summary>For the call just made by this thread.</summary>
    public static PosixException Last(string operation, string path) => new(operation, path, Marshal.GetLastPInvokeError());

    /// <summary>A device, socket or pipe stands where a file is expected.</summary>
    public static PosixException NotAFile(string path) => new(DiagnosticCatalog.SpecialFile(path), path, Errno.NoSuchDevice);
}
