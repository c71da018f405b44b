using System.Runtime.InteropServices;

namespace Lle.Deploy.Posix;

/// <summary>Lists an open directory.</summary>
internal static class DirectoryNames
{
    /// <summary>Of a directory entry before its name.</summary>
    private static readonly int Offset = OperatingSystem.IsMacOS() ? 21 : 19;

    /// <summary>DT_REG, in the byte before the name.</summary>
    private const byte RegularFile = 8;

    /// <returns>In ordinal order, without "." and "..".</returns>
    public static IReadOnlyList<string> Read(int descriptor, string path) => [.. Entries(descriptor, path).Select(entry => entry.Name)];

    /// <inheritdoc cref="Read"/>
    public static IReadOnlyList<DirectoryEntry> Entries(int descriptor, string path)
    {
        var stream = FileCalls.OpenDirectoryStream(FileCalls.Duplicate(descriptor));
        if (stream == 0)
        {
            throw PosixException.Last("list", path);
        }

        try
        {
            FileCalls.RewindDirectory(stream);
            var names = new List<DirectoryEntry>();
            while (Next(stream, path) is var entry and not 0)
            {
                var name = NameAt(entry + Offset);
                if (name is not "." and not "..")
                {
                    names.Add(new DirectoryEntry(name, IsFileAt(entry)));
                }
            }

            names.Sort((one, other) => string.CompareOrdinal(one.Name, other.Name));
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

    private static unsafe bool IsFileAt(nint entry) => *(byte*)(entry + Offset - 1) == RegularFile;

    private static unsafe string NameAt(nint start) =>
        FileName.FromBytes(MemoryMarshal.CreateReadOnlySpanFromNullTerminated((byte*)start));
}

/// <param name="IsFile">A regular file, as the directory itself says; false: it is something else, or the file system keeps that
/// elsewhere.</param>
internal readonly record struct DirectoryEntry(string Name, bool IsFile);
