using System.Runtime.InteropServices;

namespace Lle.Deploy.Host;

/// <summary>The C library; in the static lle the one that is linked in, which its licence wants to be named.</summary>
internal static partial class Libc
{
    /// <summary>Like "GNU C Library 2.36".</summary>
    public static string Version => $"GNU C Library {Marshal.PtrToStringUTF8(Number())}";

    [LibraryImport("libc", EntryPoint = "gnu_get_libc_version")]
    private static partial nint Number();
}
