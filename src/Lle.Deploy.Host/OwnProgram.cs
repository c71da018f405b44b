using System.Runtime.InteropServices;

namespace Lle.Deploy.Host;

/// <summary>Where the running lle is.</summary>
internal static partial class OwnProgram
{
    private const string InPrefix = "/lib/lle/bin/lle";

    /// <summary>Its file, with links resolved where the machine has /proc.</summary>
    public static string? Path { get; } = Environment.ProcessPath is { Length: > 0 } path ? path : OfKernel();

    /// <summary>The prefix that it was installed in with a program; null: it was copied there by somebody.</summary>
    public static string? Prefix =>
        Path is { } path && Resolved(path).EndsWith(InPrefix, StringComparison.Ordinal) ? Resolved(path)[..^InPrefix.Length] : null;

    private static string Resolved(string path) =>
        File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? System.IO.Path.GetFullPath(path);

    /// <summary>The name that the kernel started it by, which it leaves on every stack.</summary>
    private static string? OfKernel()
    {
        const nuint FileName = 31;
        return Marshal.PtrToStringUTF8(AuxiliaryValue(FileName)) is { Length: > 0 } name ? System.IO.Path.GetFullPath(name) : null;
    }

    [LibraryImport("libc", EntryPoint = "getauxval")]
    private static partial nint AuxiliaryValue(nuint type);
}
