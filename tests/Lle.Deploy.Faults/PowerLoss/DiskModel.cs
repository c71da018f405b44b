using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Lle.Deploy.Posix;
using Lle.Deploy.Transactions;

namespace Lle.Deploy.Faults.PowerLoss;

/// <summary>
/// A disk that promises no more than POSIX does: what an fsync of the file or of the directory has confirmed stays; of the rest each write
/// may be kept, lost, cut off or garbage, and each name kept or lost, in any combination that the remaining names allow.
/// </summary>
internal sealed class DiskModel
{
    private readonly string rootPath;
    private readonly DiskNode root;

    private DiskModel(string rootPath, DiskNode root)
    {
        this.rootPath = rootPath;
        this.root = root;
    }

    /// <summary>Everything under the folder, durable.</summary>
    public static DiskModel Of(string folder) => new(folder, Read(folder));

    private static DiskNode Read(string path)
    {
        if (new FileInfo(path).LinkTarget is { } target)
        {
            return new DiskNode(FileKind.SymbolicLink, target);
        }

        var node = new DiskNode(Directory.Exists(path) ? FileKind.Directory : FileKind.File);
        node.Live.Mode = (uint)File.GetUnixFileMode(path);
        if (node.Kind == FileKind.File)
        {
            node.Live.Content = File.ReadAllBytes(path);
        }
        else
        {
            foreach (var entry in Directory.EnumerateFileSystemEntries(path))
            {
                node.Live.Entries[Path.GetFileName(entry)] = Read(entry);
            }
        }

        node.Sync();
        return node;
    }

    private List<DiskNode>? unsettled;

    /// <summary>What has changes that are not durable.</summary>
    public IReadOnlyList<DiskNode> Unsettled
    {
        get
        {
            if (unsettled is null)
            {
                unsettled = [];
                Visit(root, unsettled, []);
            }

            return unsettled;
        }
    }

    private static void Visit(DiskNode node, List<DiskNode> found, HashSet<DiskNode> seen)
    {
        if (!seen.Add(node))
        {
            return;
        }

        if (node.Pending.Count > 0)
        {
            found.Add(node);
        }

        foreach (var child in node.Live.Entries.Values.Concat(node.Durable.Entries.Values))
        {
            Visit(child, found, seen);
        }
    }

    /// <summary>One change, in the order they were made. Those outside of the folder are none of ours.</summary>
    public void Apply(FileOperation operation)
    {
        if (!operation.Path.StartsWith(rootPath + "/", StringComparison.Ordinal) && operation.Path != rootPath)
        {
            return;
        }

        unsettled = null;
        if (operation.Kind is FileOperationKind.Write or FileOperationKind.Truncate or FileOperationKind.SyncFile
            && !IsNamed(operation.Path))
        {
            // An open file that a purge has removed: nobody sees it again.
            return;
        }

        switch (operation.Kind)
        {
            case FileOperationKind.SyncFile or FileOperationKind.SyncDirectory:
                Find(operation.Path).Sync();
                break;
            case FileOperationKind.SyncFileSystem:
                foreach (var node in Unsettled)
                {
                    node.Sync();
                }

                unsettled = null;
                break;
            case FileOperationKind.Write:
                Write(Find(operation.Path), operation.Data ?? []);
                break;
            case FileOperationKind.Truncate:
                Find(operation.Path).Change(new($"truncate {operation.Path}", s => s.Resize(operation.Offset)));
                break;
            case FileOperationKind.SetMode:
                Find(operation.Path).Change(new($"mode of {operation.Path}", s => s.Mode = operation.Mode));
                break;
            case FileOperationKind.SetAttribute:
                SetAttribute(operation);
                break;
            case FileOperationKind.Create or FileOperationKind.MakeDirectory:
                var made = new DiskNode(operation.Kind == FileOperationKind.Create ? FileKind.File : FileKind.Directory);
                made.Live.Mode = operation.Mode;
                made.Sync();
                Add(operation, made);
                break;
            case FileOperationKind.SymbolicLink:
                Add(operation, new DiskNode(FileKind.SymbolicLink, operation.Path2));
                break;
            case FileOperationKind.Link:
                Add(operation with { Path = operation.Path2! }, Find(operation.Path));
                break;
            case FileOperationKind.Unlink or FileOperationKind.RemoveDirectory:
                var gone = Name(operation.Path);
                Parent(operation.Path).Change(new($"remove {operation.Path}", s => s.Entries.Remove(gone)));
                break;
            case FileOperationKind.Rename:
                Rename(operation);
                break;
            case FileOperationKind.Exchange:
                Exchange(operation);
                break;
            default:
                break;
        }
    }

    /// <summary>All writes of the engine go to the end of what stands.</summary>
    private static void Write(DiskNode node, byte[] data)
    {
        var offset = node.Live.Content.Length;
        node.Change(new(
            $"write of {data.Length} bytes",
            s => s.WriteAt(offset, data),
            (s, random) =>
            {
                var spoiled = random.Next(2) == 0 ? data[..random.Next(data.Length + 1)] : [.. data];
                if (spoiled.Length == data.Length)
                {
                    random.NextBytes(spoiled);
                }

                s.WriteAt(offset, spoiled);
            }));
    }

    private void SetAttribute(FileOperation operation) => Find(operation.Path).Change(new($"attribute of {operation.Path}", s =>
    {
        if (operation.Data is null)
        {
            s.Attributes.Remove(operation.Path2!);
        }
        else
        {
            s.Attributes[operation.Path2!] = operation.Data;
        }
    }));

    private void Add(FileOperation operation, DiskNode node)
    {
        var name = Name(operation.Path);
        Parent(operation.Path).Change(new($"new name {operation.Path}", s => s.Entries.TryAdd(name, node)));
    }

    private void Rename(FileOperation operation)
    {
        var (from, to) = (Name(operation.Path), Name(operation.Path2!));
        if (Path.GetDirectoryName(operation.Path) != Path.GetDirectoryName(operation.Path2!))
        {
            // Each directory keeps or loses its part by itself.
            var moved = Find(operation.Path);
            Parent(operation.Path2!).Change(new($"moved here {operation.Path2}", s => s.Entries[to] = moved));
            Parent(operation.Path).Change(new($"moved away {operation.Path}", s => s.Entries.Remove(from)));
            return;
        }

        Parent(operation.Path).Change(new($"rename {operation.Path} to {to}", s =>
        {
            if (s.Entries.Remove(from, out var node))
            {
                s.Entries[to] = node;
            }
        }));
    }

    private void Exchange(FileOperation operation)
    {
        var (one, other) = (Name(operation.Path), Name(operation.Path2!));
        Parent(operation.Path).Change(new($"exchange {operation.Path} and {other}", s =>
        {
            if (s.Entries.TryGetValue(one, out var first) && s.Entries.TryGetValue(other, out var second))
            {
                (s.Entries[one], s.Entries[other]) = (second, first);
            }
        }));
    }

    private bool IsNamed(string path)
    {
        var node = root;
        foreach (var name in path[(rootPath.Length + 1)..].Split('/'))
        {
            if (!node.Live.Entries.TryGetValue(name, out var next))
            {
                return false;
            }

            node = next;
        }

        return true;
    }

    public DiskNode Find(string path) =>
        path == rootPath ? root : path[(rootPath.Length + 1)..].Split('/').Aggregate(root, (node, name) => node.Live.Entries[name]);

    private DiskNode Parent(string path) => Find(Path.GetDirectoryName(path)!);

    private static string Name(string path) => Path.GetFileName(path);

    /// <summary>The tree after a power cut, as text that two equal trees share, and as something that can be written to a folder.</summary>
    /// <param name="fate">What becomes of the changes of a node that are not durable, in their order.</param>
    public CrashTree Crash(Func<DiskNode, IReadOnlyList<Fate>> fate, int seed)
    {
        var random = new Random(seed);
        var settled = new Dictionary<DiskNode, DiskState>();
        foreach (var node in Unsettled)
        {
            var state = node.Durable.Copy();
            var fates = fate(node);
            for (var index = 0; index < fates.Count; index++)
            {
                var change = node.Pending[index];
                if (fates[index] == Fate.Spoiled && change.Spoil is not null)
                {
                    change.Spoil(state, random);
                }
                else if (fates[index] != Fate.Lost)
                {
                    change.Apply(state);
                }
            }

            settled[node] = state;
        }

        return new CrashTree(root, node => settled.GetValueOrDefault(node) ?? node.Durable);
    }
}

internal enum Fate
{
    Lost,
    Kept,
    Spoiled,
}

/// <summary>One legal tree after a power cut.</summary>
internal sealed class CrashTree(DiskNode root, Func<DiskNode, DiskState> stateOf)
{
    /// <summary>Equal for equal trees.</summary>
    public UInt128 Identity()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Identify(root, hash);
        return BinaryPrimitives.ReadUInt128LittleEndian(hash.GetHashAndReset());
    }

    private void Identify(DiskNode node, IncrementalHash hash)
    {
        var state = stateOf(node);
        hash.AppendData(Encoding.UTF8.GetBytes($"{node.Kind} {state.Mode} {node.Target} {state.Content.Length} {state.Entries.Count}\n"));
        hash.AppendData(state.Content);
        foreach (var (name, value) in state.Attributes)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(name));
            hash.AppendData(value);
        }

        foreach (var (name, child) in state.Entries)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(name + "\n"));
            Identify(child, hash);
        }
    }

    /// <summary>Makes the folder hold this tree and nothing else. What is right already is left: most trees differ by a few
    /// files.</summary>
    public void WriteTo(string folder) => Write(root, folder);

    private void Write(DiskNode node, string path)
    {
        var state = stateOf(node);
        switch (node.Kind)
        {
            case FileKind.SymbolicLink:
                Remove(path);
                File.CreateSymbolicLink(path, node.Target!);
                return;
            case FileKind.File:
                // Two names of one file in the model become two files: backups share, and nobody writes to them.
                if (!File.Exists(path) || !File.ReadAllBytes(path).AsSpan().SequenceEqual(state.Content))
                {
                    Remove(path);
                    File.WriteAllBytes(path, state.Content);
                }

                break;
            default:
                // A link that leads to a directory is none.
                if (!Directory.Exists(path) || new FileInfo(path).LinkTarget is not null)
                {
                    Remove(path);
                    Directory.CreateDirectory(path);
                }

                File.SetUnixFileMode(path, (UnixFileMode)0x1c0);
                foreach (var extra in Directory.EnumerateFileSystemEntries(path)
                    .Where(e => !state.Entries.ContainsKey(Path.GetFileName(e))).ToList())
                {
                    Remove(extra);
                }

                foreach (var (name, child) in state.Entries)
                {
                    Write(child, Path.Combine(path, name));
                }

                break;
        }

        if (File.GetUnixFileMode(path) != (UnixFileMode)state.Mode)
        {
            File.SetUnixFileMode(path, (UnixFileMode)state.Mode);
        }
    }

    private static void Remove(string path)
    {
        if (new FileInfo(path).LinkTarget is not null || File.Exists(path))
        {
            File.Delete(path);
        }
        else if (Directory.Exists(path))
        {
            Directory.Delete(path, recursive: true);
        }
    }
}
