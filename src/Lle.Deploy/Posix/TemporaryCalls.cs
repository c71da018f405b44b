using System.Runtime.InteropServices;

namespace Lle.Deploy.Posix;

/// <summary>mkdtemp: a new directory of mode 0700 under an unguessable name, or failure; it never takes over what is there.</summary>
internal static unsafe partial class TemporaryCalls
{
    [LibraryImport("libc", EntryPoint = "mkdtemp", SetLastError = true)]
    private static partial byte* MakeTemporaryDirectory(byte* template);

    /// <param name="template">Zero-terminated, ends in XXXXXX; holds the name afterwards.</param>
    public static bool MakeDirectory(byte[] template)
    {
        fixed (byte* bytes = template)
        {
            return MakeTemporaryDirectory(bytes) != null;
        }
    }
}
