using System.Runtime.InteropServices;

namespace Lle.Deploy.Posix;

/// <summary>Lists an open directory.</summary>
internal static class DirectoryNames
{
    /// <summary>Of a directory entry before its name.</summary>
    private static readonly int Offset = OperatingSystem.IsMacOS() ? 21 : 19;

    /// <returns>In ordinal order, without "." and "..".</returns>
    public static IReadOnlyList<string> Read(int descriptor, string path)
    {
        var stream = FileCalls.OpenDirectoryStream(FileCalls.Duplicate(descriptor));
        if (stream == 0)
        {
            throw PosixException.Last("list", path);
        }

        try
        {
            FileCalls.RewindDirectory(stream);
            var names = new List<string>();
            while (Next(stream, path) is var entry and not 0)
            {
                var name = NameAt(entry + Offset);
                if (name is not "." and not "..")
                {
                    names.Add(name);
                }
            }

            names.Sort(StringComparer.Ordinal);
            return names;
        }
        finally
        {
            _ = FileCalls.CloseDirectoryStream(stream);
        }
    }

    private static nint Next(nint stream, string path)
    {
        Marshal.SetLastSystemError(0);
        var entry = FileCalls.ReadDirectory(stream);
        return entry != 0 || Marshal.GetLastPInvokeError() == 0 ? entry : throw PosixException.Last("list", path);
    }

    private static unsafe string NameAt(nint start) =>
        FileName.FromBytes(MemoryMarshal.CreateReadOnlySpanFromNullTerminated((byte*)start));
}
