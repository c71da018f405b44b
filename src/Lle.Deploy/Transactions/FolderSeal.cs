using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Lle.Deploy.Posix;

namespace Lle.Deploy.Transactions;

/// <summary>Count, inodes and times of change of everything in a folder: while they are the same nobody has changed it, and nothing
/// needs to be read again.</summary>
/// <param name="Entries">How many there are.</param>
/// <param name="Bytes">The sizes of its files together.</param>
/// <param name="Content">Of names, inodes and, but for directories, times of change, which nobody can set: while it is the same, no file
/// or link has come, gone or been changed.</param>
/// <param name="Hash">The same with the times of directories, which change with their modes too.</param>
/// <param name="Newest">The newest of these times, in nanoseconds since 1970.</param>
internal sealed record FolderSeal(int Entries, long Bytes, string Content, string Hash, long Newest)
{
    /// <summary>How long the kernel's time stamps may stand still (a tick of 100 Hz).</summary>
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(10);

    public static FolderSeal Of(string folder)
    {
        var (entries, bytes, newest) = (0, 0L, 0L);
        using var content = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var all = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (List<string> level = [""]; level.Count > 0;)
        {
            List<string> below = [];
            foreach (var part in ParallelBatches.Map(level, (ParentDirectories parents, string path) => Part.Of(parents, folder, path)))
            {
                entries += part.Entries;
                bytes += part.Bytes;
                newest = Math.Max(newest, part.Newest);
                content.AppendData(part.Content);
                all.AppendData(part.Hash);
                below.AddRange(part.Directories);
            }

            level = below;
        }

        return new FolderSeal(entries, bytes, Convert.ToHexStringLower(content.GetHashAndReset()),
            Convert.ToHexStringLower(all.GetHashAndReset()), newest);
    }

    /// <summary>One that every later change breaks: it returns when changes have a later time than it knows.</summary>
    public static FolderSeal Lasting(string folder)
    {
        var seal = Of(folder);
        var wait = FileStatus.Moment(seal.Newest) + Tick - DateTimeOffset.UtcNow;
        if (wait > TimeSpan.Zero)
        {
            Thread.Sleep(wait < Tick ? wait : Tick);
        }

        return seal;
    }

    /// <summary>One directory, without what is in those below it.</summary>
    private sealed record Part(int Entries, long Bytes, byte[] Content, byte[] Hash, long Newest, IReadOnlyList<string> Directories)
    {
        private const int NumberSize = sizeof(long);

        /// <param name="path">Below the folder; "" for itself.</param>
        public static Part Of(ParentDirectories parents, string folder, string path)
        {
            var (entries, bytes, newest, directories) = (0, 0L, 0L, new List<string>());
            using var content = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            using var all = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            Span<byte> numbers = stackalloc byte[3 * NumberSize];
            content.AppendData(Encoding.UTF8.GetBytes(path));
            var full = Path.Join(folder, path);
            using var directory = parents.Of(full)?.TryOpenDirectory(Path.GetFileName(full));
            foreach (var name in directory?.Names() ?? [])
            {
                if (directory!.Status(name) is not { } status)
                {
                    continue;
                }

                entries++;
                newest = Math.Max(newest, status.ChangedNanoseconds);
                var isDirectory = status.Kind == FileKind.Directory;
                BinaryPrimitives.WriteUInt64LittleEndian(numbers, status.Device);
                BinaryPrimitives.WriteUInt64LittleEndian(numbers[NumberSize..], status.Inode);
                BinaryPrimitives.WriteInt64LittleEndian(numbers[(2 * NumberSize)..], status.ChangedNanoseconds);
                content.AppendData(Encoding.UTF8.GetBytes(name + '\0'));
                content.AppendData(isDirectory ? numbers[..(2 * NumberSize)] : numbers);
                if (isDirectory)
                {
                    all.AppendData(numbers);
                    directories.Add(path.Length == 0 ? name : $"{path}/{name}");
                }
                else
                {
                    bytes += status.Kind == FileKind.File ? status.Size : 0;
                }
            }

            var hash = content.GetHashAndReset();
            all.AppendData(hash);
            return new Part(entries, bytes, hash, all.GetHashAndReset(), newest, directories);
        }
    }
}
