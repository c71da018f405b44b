using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Lle.Deploy.Posix;

namespace Lle.Deploy.Transactions;

/// <summary>Count, inodes and times of change of everything in a folder: while they are the same nobody has changed it, and nothing
/// needs to be read again.</summary>
/// <param name="Entries">How many there are.</param>
/// <param name="Hash">Of names, inodes and times of change, which nobody can set.</param>
/// <param name="Newest">The newest of these times, in nanoseconds since 1970.</param>
internal sealed record FolderSeal(int Entries, string Hash, long Newest)
{
    public static FolderSeal Of(string folder)
    {
        var (entries, newest) = (0, 0L);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using (var top = PosixDirectory.TryOpen(folder))
        {
            Walk(top, "", hash, ref entries, ref newest);
        }

        return new FolderSeal(entries, Convert.ToHexStringLower(hash.GetHashAndReset()), newest);
    }

    private static void Walk(PosixDirectory? directory, string path, IncrementalHash hash, ref int entries, ref long newest)
    {
        foreach (var name in directory?.Names() ?? [])
        {
            if (directory!.Status(name) is not { } status)
            {
                continue;
            }

            entries++;
            newest = Math.Max(newest, status.ChangedNanoseconds);
            hash.AppendData(Encoding.UTF8.GetBytes(string.Create(
                CultureInfo.InvariantCulture, $"{path}/{name}\0{status.Device}:{status.Inode}:{status.ChangedNanoseconds}\n")));
            if (status.Kind == FileKind.Directory)
            {
                using var child = directory.TryOpenDirectory(name);
                Walk(child, $"{path}/{name}", hash, ref entries, ref newest);
            }
        }
    }
}
