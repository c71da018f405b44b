using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Posix;
using Lle.Deploy.Processes;

namespace Lle.Deploy.Measurements;

/// <summary>
/// The same program on every machine, beside which others are measured: a ratio to it means the same everywhere, and what the machine does
/// to one it does to the other. Its 75 bytes of machine code (100 on arm64) are here, so that no version of a shell or of a C library is in
/// the figure. Without an argument it writes to 128 pages of memory, about as many as a small shell, and exits; with one it sends back what
/// it reads.
/// </summary>
internal sealed class ReferenceProgram : IDisposable
{
    public const string Echoes = "echo";

    private const ulong CodeAddress = 0x400000;
    private const ulong MemoryAddress = 0x600000;
    private const ulong MemorySize = 128 * 4096;
    private const int HeaderSize = 64;
    private const int SegmentSize = 56;
    private const int Segments = 3;
    private const int CodeOffset = HeaderSize + (Segments * SegmentSize);
    private const uint Executable = 5;
    private const uint Writable = 6;

    // if (argc > 1) goto echo; for 128 pages: *page = 1; exit: exit(0);
    // echo: n = read(0, page, 4096); if (n <= 0) goto exit; write(1, page, n); goto echo
    private const string ForX64 =
        "48833c24017f20bf00006000b980000000c6070181c700100000ffc975f331ffb83c0000000f0531ffbe00006000ba0010000031c00f05"
        + "85c07ee389c2bf01000000b8010000000f05ebdc";

    private const string ForArm64 =
        "e00340f91f0400f16c010054010ca0d20210805223008052230000392104409142040071a1ffff54000080d2a80b80d2010000d4000080"
        + "d2010ca0d2020082d2e80780d2010000d41f0000f1edfeff54e20300aa200080d2080880d2010000d4f5ffff17";

    private readonly PrivateFolder folder;

    private ReferenceProgram(PrivateFolder folder, string path)
    {
        this.folder = folder;
        Path = path;
    }

    public string Path { get; }

    /// <returns>null: not for this system or processor, or its temporary directory lets no program run.</returns>
    public static ReferenceProgram? TryMake(RunAs? runAs)
    {
        if (Content() is not { } content)
        {
            return null;
        }

        PrivateFolder? folder = null;
        try
        {
            folder = new PrivateFolder(runAs: runAs);
            var program = new ReferenceProgram(folder, System.IO.Path.Combine(folder.Root, "reference"));
            using (var directory = PosixDirectory.OpenParent(program.Path, out var name))
            using (var file = directory.Create(name))
            {
                file.Write(content);
                file.SetMode(FileModes.Program);
            }

            if (Launcher.Run(folder.Request(program.Path) with { TimeLimit = TimeSpan.FromSeconds(5) }).Succeeded)
            {
                return program;
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or DeploymentException)
        {
            // What can be said without a reference is still said.
        }

        folder?.Dispose();
        return null;
    }

    /// <summary>An ELF program: its code, and memory that is nothing but zeros until it is written to.</summary>
    internal static byte[]? Content()
    {
        (string Code, ushort Machine)? kind = !OperatingSystem.IsLinux() ? null : RuntimeInformation.OSArchitecture switch
        {
            Architecture.X64 => (ForX64, 62),
            Architecture.Arm64 => (ForArm64, 183),
            _ => null,
        };
        return kind is { } known ? Content(Convert.FromHexString(known.Code), known.Machine) : null;
    }

    private static byte[] Content(byte[] code, ushort machine)
    {
        var file = new byte[CodeOffset + code.Length];
        // "\x7fELF", 64 bits, little-endian, version 1; an executable.
        ((ReadOnlySpan<byte>)[0x7f, 0x45, 0x4c, 0x46, 2, 1, 1]).CopyTo(file);
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(16), 2);
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(18), machine);
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(20), 1);
        BinaryPrimitives.WriteUInt64LittleEndian(file.AsSpan(24), CodeAddress + CodeOffset);
        BinaryPrimitives.WriteUInt64LittleEndian(file.AsSpan(32), HeaderSize);
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(52), HeaderSize);
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(54), SegmentSize);
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(56), Segments);
        Segment(file, 0, 1, Executable, CodeAddress, (ulong)file.Length, (ulong)file.Length);
        Segment(file, 1, 1, Writable, MemoryAddress, 0, MemorySize);
        // PT_GNU_STACK: its stack is data.
        Segment(file, 2, 0x6474e551, Writable, 0, 0, 0);
        code.CopyTo(file, CodeOffset);
        return file;
    }

    private static void Segment(byte[] file, int index, uint type, uint flags, ulong address, ulong size, ulong memory)
    {
        var segment = file.AsSpan(HeaderSize + (index * SegmentSize), SegmentSize);
        BinaryPrimitives.WriteUInt32LittleEndian(segment, type);
        BinaryPrimitives.WriteUInt32LittleEndian(segment[4..], flags);
        BinaryPrimitives.WriteUInt64LittleEndian(segment[16..], address);
        BinaryPrimitives.WriteUInt64LittleEndian(segment[24..], address);
        BinaryPrimitives.WriteUInt64LittleEndian(segment[32..], size);
        BinaryPrimitives.WriteUInt64LittleEndian(segment[40..], memory);
        BinaryPrimitives.WriteUInt64LittleEndian(segment[48..], 0x10000);
    }

    public void Dispose() => folder.Dispose();
}
