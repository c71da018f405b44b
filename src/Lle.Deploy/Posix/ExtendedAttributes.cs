using System.Runtime.InteropServices;
using System.Text;

namespace Lle.Deploy.Posix;

/// <summary>Extended attributes of an open file or directory (Linux; elsewhere there are none to keep).</summary>
internal static class ExtendedAttributes
{
    private static readonly Dictionary<string, byte[]> None = [];

    public static unsafe IReadOnlyDictionary<string, byte[]> Read(int descriptor, string path)
    {
        if (!OperatingSystem.IsLinux())
        {
            return None;
        }

        var size = FileCalls.ListAttributes(descriptor, null, 0);
        if (size == 0 || (size < 0 && Marshal.GetLastPInvokeError() == Errno.NotSupported))
        {
            return None;
        }

        var list = new byte[Math.Max(size, 0) + 4096];
        fixed (byte* start = list)
        {
            size = FileCalls.ListAttributes(descriptor, start, (nuint)list.Length);
        }

        if (size < 0)
        {
            throw PosixException.Last("list the attributes of", path);
        }

        var found = new SortedDictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var name in Encoding.UTF8.GetString(list, 0, (int)size).Split('\0', StringSplitOptions.RemoveEmptyEntries))
        {
            if (Value(descriptor, name) is { } value)
            {
                found[name] = value;
            }
        }

        return found;
    }

    public static unsafe void Write(int descriptor, string path, IReadOnlyDictionary<string, byte[]> attributes)
    {
        foreach (var (name, value) in attributes)
        {
            fixed (byte* start = value)
            {
                // A label the system sets by itself (security.*) may be refused to us and be right already.
                if (FileCalls.SetAttribute(descriptor, name, start, (nuint)value.Length, 0) != 0
                    && Value(descriptor, name)?.AsSpan().SequenceEqual(value) != true)
                {
                    throw PosixException.Last($"set the attribute {name} of", path);
                }
            }

            FileOperations.Done(FileOperationKind.SetAttribute, path, name, data: value);
        }
    }

    public static void Remove(int descriptor, string path, IEnumerable<string> names)
    {
        foreach (var name in names)
        {
            if (FileCalls.RemoveAttribute(descriptor, name) != 0 && Marshal.GetLastPInvokeError() != Errno.NoData)
            {
                throw PosixException.Last($"remove the attribute {name} of", path);
            }

            FileOperations.Done(FileOperationKind.SetAttribute, path, name);
        }
    }

    /// <summary>Of a path, without following a link at its end.</summary>
    /// <returns>null: it has none of that name.</returns>
    public static unsafe byte[]? ValueOf(string path, string name)
    {
        if (!OperatingSystem.IsLinux())
        {
            return null;
        }

        var value = new byte[65536];
        fixed (byte* start = value)
        {
            var size = FileCalls.GetAttributeOf(path, name, start, (nuint)value.Length);
            return size < 0 ? null : value[..(int)size];
        }
    }

    private static unsafe byte[]? Value(int descriptor, string name)
    {
        var value = new byte[65536];
        fixed (byte* start = value)
        {
            var size = FileCalls.GetAttribute(descriptor, name, start, (nuint)value.Length);
            return size < 0 ? null : value[..(int)size];
        }
    }
}
