using System.Runtime.InteropServices;

namespace Lle.Deploy.Posix;

/// <summary>The numbers behind the names, for the platform this runs on: they differ between Linux and macOS, and some between x64 and
/// arm64.</summary>
internal static class FileConstants
{
    private static readonly bool MacOS = OperatingSystem.IsMacOS();
    private static readonly bool Arm = RuntimeInformation.ProcessArchitecture is Architecture.Arm64 or Architecture.Arm;

    public const int ReadOnly = 0;
    public const int WriteOnly = 1;
    public const int SeekSet = 0;
    public const int LockShared = 1;
    public const int LockExclusive = 2;
    public const int LockNonBlocking = 4;
    public const int FullSync = 51;
    public const uint ExchangeOnMacOS = 2;
    public const uint ExchangeOnLinux = 2;
    public const uint OnlyNewOnMacOS = 4;
    public const uint OnlyNewOnLinux = 1;
    public const nuint CloneIoctl = 0x40049409;

    public static readonly int Create = MacOS ? 0x200 : 0x40;
    public static readonly int Exclusive = MacOS ? 0x800 : 0x80;
    public static readonly int Append = MacOS ? 0x8 : 0x400;
    public static readonly int NonBlocking = MacOS ? 0x4 : 0x800;
    public static readonly int CloseOnExec = MacOS ? 0x1000000 : 0x80000;
    public static readonly int Directory = MacOS ? 0x100000 : Arm ? 0x4000 : 0x10000;
    /// <summary>Only a place to go on from: enough where a directory may be searched but not read. macOS has no such flag.</summary>
    public static readonly int PathOnly = MacOS ? 0 : 0x200000;
    public static readonly int NoFollow = MacOS ? 0x100 : Arm ? 0x8000 : 0x20000;

    public static readonly int CurrentDirectory = MacOS ? -2 : -100;
    public static readonly int AtNoFollow = MacOS ? 0x20 : 0x100;
    public static readonly int AtRemoveDirectory = MacOS ? 0x80 : 0x200;
    public const int AtEmptyPath = 0x1000;


    public static readonly nint StatxNumber = Arm ? 291 : 332;
    public static readonly nint RenameAt2Number = Arm ? 276 : 316;
}
