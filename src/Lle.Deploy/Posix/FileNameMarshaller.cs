using System.Runtime.InteropServices;
using System.Runtime.InteropServices.Marshalling;
using System.Text;

namespace Lle.Deploy.Posix;

/// <summary>Hands names and paths to the kernel as the bytes they stand for, see <see cref="FileName"/>; short ones on the stack.</summary>
[CustomMarshaller(typeof(string), MarshalMode.ManagedToUnmanagedIn, typeof(ToKernel))]
internal static unsafe class FileNameMarshaller
{
    public ref struct ToKernel
    {
        private byte* allocated;
        private byte* start;

        public static int BufferSize => 512;

        public void FromManaged(string name, Span<byte> buffer)
        {
            if (name.Contains('\0', StringComparison.Ordinal))
            {
                throw new ArgumentException("A name for the kernel cannot hold a zero character.", nameof(name));
            }

            var isText = !name.AsSpan().ContainsAnyInRange('\udc80', '\udcff');
            if (isText && Encoding.UTF8.GetMaxByteCount(name.Length) < buffer.Length)
            {
                buffer[Encoding.UTF8.GetBytes(name, buffer)] = 0;
                start = (byte*)System.Runtime.CompilerServices.Unsafe.AsPointer(ref MemoryMarshal.GetReference(buffer));
                return;
            }

            var bytes = FileName.ToBytes(name);
            start = allocated = (byte*)NativeMemory.Alloc((nuint)bytes.Length + 1);
            bytes.CopyTo(new Span<byte>(start, bytes.Length));
            start[bytes.Length] = 0;
        }

        public readonly byte* ToUnmanaged() => start;

        public readonly void Free() => NativeMemory.Free(allocated);
    }
}
