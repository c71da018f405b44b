namespace Lle.Deploy.Posix;

/// <summary>The permission bits the engine gives, by what they are for: three bits each for user, group and others, as octal digits show
/// them.</summary>
internal static class FileModes
{
    /// <summary>600: for the owner only.</summary>
    public const uint Secret = 0b110_000_000;

    /// <summary>644: readable by all.</summary>
    public const uint Readable = 0b110_100_100;

    /// <summary>700: a directory, or a program, for the owner only.</summary>
    public const uint Private = 0b111_000_000;

    /// <summary>755: a program, or a directory that all may enter.</summary>
    public const uint Program = 0b111_101_101;

    /// <summary>777: every bit of reading, writing and executing.</summary>
    public const uint All = 0b111_111_111;

    public const uint Sticky = 0b001_000_000_000;
    public const uint SetGroup = 0b010_000_000_000;
    public const uint SetUser = 0b100_000_000_000;

    public const uint GroupWrite = 0b000_010_000;
    public const uint OthersWrite = 0b000_000_010;

    /// <summary>The mode as people write it: "755".</summary>
    public static string Octal(uint mode) => Convert.ToString(mode, 8).PadLeft(3, '0');

    /// <summary>As ls shows it: "rwxr-xr-x", with set-id bits "rwsr-sr-x".</summary>
    public static string Letters(uint mode) => string.Concat(Enumerable.Range(0, 9).Select(bit => Letter(mode, bit)));

    private static char Letter(uint mode, int bit)
    {
        var isSet = (mode & (0b100_000_000u >> bit)) != 0;
        var isSetId = (bit == 2 && (mode & SetUser) != 0) || (bit == 5 && (mode & SetGroup) != 0);
        return isSetId ? isSet ? 's' : 'S' : isSet ? "rwx"[bit % 3] : '-';
    }

    /// <summary>Whether everybody may do at most what the other mode allows.</summary>
    public static bool IsWithin(uint mode, uint other) => (mode & ~other) == 0;
}
