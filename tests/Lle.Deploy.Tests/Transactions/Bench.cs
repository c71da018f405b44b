using Lle.Deploy.Backups;
using Lle.Deploy.Layout;
using Lle.Deploy.Posix;
using Lle.Deploy.Transactions;

namespace Lle.Deploy.Tests.Transactions;

/// <summary>A folder with a transactions folder beside it, and transactions over it.</summary>
internal sealed class Bench : IDisposable
{
    public Bench()
    {
        Root = Directory.CreateTempSubdirectory("lle-transactions-").FullName;
        Target = Directory.CreateDirectory(Path.Combine(Root, "bin")).FullName;
        Transactions = Directory.CreateDirectory(Path.Combine(Root, "transactions")).FullName;
    }

    public string Root { get; }

    public TargetLayout Layout => new(Root, Path.Combine(Root, "etc"), Root, Path.Combine(Root, "log"), Path.Combine(Root, "backups"),
        "lusush");

    public string Target { get; }

    public string Transactions { get; }

    public string At(string name) => Path.Combine(Target, name);

    public string Write(string name, string text, uint mode = 0x1a4)
    {
        File.WriteAllText(At(name), text);
        File.SetUnixFileMode(At(name), (UnixFileMode)mode);
        return At(name);
    }

    public Transaction Begin(string id = "20260102_030405", long sequence = 1, string? backup = null,
        IReadOnlyList<string>? directories = null) => Transaction.Begin(Layout, new TransactionHeader
        {
            Identity = "00112233445566778899aabbccddeeff",
            Id = id,
            Sequence = sequence,
            Operation = "deploy",
            Version = "1.0.0",
            Binary = At("lusush"),
            Directories = directories ?? [Target],
            Backup = backup,
            StartedBy = "tester",
            Started = DateTimeOffset.UnixEpoch,
        });

    /// <summary>Everything that stands under the target, as one text.</summary>
    public string Picture() => string.Join('\n',
        Directory.EnumerateFileSystemEntries(Target, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
        .Select(p => $"{p[Target.Length..]} {PathState.Capture(p)} {string.Join(',', PathState.Capture(p).Attributes ?? [])}"));

    public IReadOnlyList<string> Folders => [.. Directory.EnumerateFileSystemEntries(Transactions)];

    public static void SetAttribute(string path, string name, byte[] value)
    {
        using var parent = PosixDirectory.OpenParent(path, out var file);
        if (Directory.Exists(path))
        {
            using var directory = parent.TryOpenDirectory(file)!;
            directory.SetAttributes(new Dictionary<string, byte[]> { [name] = value });
        }
        else
        {
            using var open = parent.OpenRead(file);
            open.SetAttributes(new Dictionary<string, byte[]> { [name] = value });
        }
    }

    public void Dispose() => FileTree.Delete(Root, durable: false);
}
