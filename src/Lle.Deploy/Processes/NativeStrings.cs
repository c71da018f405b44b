using System.Runtime.InteropServices;
using System.Text;

namespace Lle.Deploy.Processes;

/// <summary>Zero-terminated UTF-8 strings and null-terminated arrays of them in unmanaged memory, as argv and envp want them.</summary>
internal sealed unsafe class NativeStrings : IDisposable
{
    private readonly List<nint> allocated = [];

    public byte* One(string text)
    {
        if (text.Contains('\0', StringComparison.Ordinal))
        {
            throw new ArgumentException("A string for the kernel cannot hold a zero character.", nameof(text));
        }

        var size = Encoding.UTF8.GetByteCount(text);
        var memory = (byte*)NativeMemory.Alloc((nuint)size + 1);
        allocated.Add((nint)memory);
        Encoding.UTF8.GetBytes(text, new Span<byte>(memory, size));
        memory[size] = 0;
        return memory;
    }

    public byte** Many(IReadOnlyCollection<string> texts)
    {
        var array = (byte**)NativeMemory.AllocZeroed((nuint)texts.Count + 1, (nuint)sizeof(byte*));
        allocated.Add((nint)array);
        var index = 0;
        foreach (var text in texts)
        {
            array[index++] = One(text);
        }

        return array;
    }

    public void Dispose()
    {
        foreach (var memory in allocated)
        {
            NativeMemory.Free((void*)memory);
        }

        allocated.Clear();
    }
}
