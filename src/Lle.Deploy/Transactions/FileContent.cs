using System.Text;
using Lle.Deploy.Posix;

namespace Lle.Deploy.Transactions;

/// <summary>What a file is to hold: bytes at hand, or another file that must still have a known hash.</summary>
internal sealed record FileContent
{
    private FileContent()
    {
    }

    public ReadOnlyMemory<byte> Bytes { get; private init; }

    /// <summary>An absolute path to copy from.</summary>
    public string? Source { get; private init; }

    /// <summary>Of bytes whose hash is known already; else computed.</summary>
    public string? Sha256 { get; private init; }

    public static FileContent Of(string text) => new() { Bytes = Encoding.UTF8.GetBytes(text) };

    public static FileContent Of(ReadOnlyMemory<byte> bytes, string? sha256 = null) => new() { Bytes = bytes, Sha256 = sha256 };

    public static FileContent CopyOf(string path, string sha256) => new() { Source = path, Sha256 = sha256 };
}

/// <summary>Mode and owner of a new file or directory; null owner: whoever runs the deployment.</summary>
internal sealed record FileTraits(uint Mode, uint? User = null, uint? Group = null)
{
    /// <summary>Readable by all.</summary>
    public static readonly FileTraits Public = new(FileModes.Readable);

    /// <summary>Readable by the owner only (600).</summary>
    public static readonly FileTraits Secret = new(FileModes.Secret);

    /// <summary>755.</summary>
    public static readonly FileTraits Program = new(FileModes.Program);

    /// <summary>Extended attributes; null: none besides those that the directory gives a new file.</summary>
    public IReadOnlyDictionary<string, byte[]>? Attributes { get; init; }

    /// <summary>Exactly these, whatever stands there: a restore. Otherwise see <see cref="StandingTraits"/>.</summary>
    public bool IsExact { get; init; }

    /// <summary>A configuration file, which an administrator may have given to the program's user.</summary>
    public bool KeepsOwner { get; init; }

    /// <summary>Nanoseconds since 1970; null: now.</summary>
    public long? Modified { get; init; }
}
