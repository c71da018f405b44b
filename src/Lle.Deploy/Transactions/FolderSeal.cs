using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Lle.Deploy.Posix;

namespace Lle.Deploy.Installed;

/// <summary>Count, inodes and times of change of everything in a folder: while they are the same nobody has changed it, and nothing
/// needs to be read again.</summary>
/// <param name="Entries">How many there are.</param>
/// <param name="Hash">Of names, inodes and times of change, which nobody can set.</param>
internal sealed record FolderSeal(int Entries, string Hash)
{
    public static FolderSeal Of(string folder)
    {
        var entries = 0;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using (var top = PosixDirectory.TryOpen(folder))
        {
            Walk(top, "", hash, ref entries);
        }

        return new FolderSeal(entries, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    private static void Walk(PosixDirectory? directory, string path, IncrementalHash hash, ref int entries)
    {
        foreach (var name in directory?.Names() ?? [])
        {
            if (directory!.Status(name) is not { } status)
            {
                continue;
            }

            entries++;
            hash.AppendData(Encoding.UTF8.GetBytes(string.Create(
                CultureInfo.InvariantCulture, $"{path}/{name}\0{status.Device}:{status.Inode}:{status.ChangedNanoseconds}\n")));
            if (status.Kind == FileKind.Directory)
            {
                using var child = directory.TryOpenDirectory(name);
                Walk(child, $"{path}/{name}", hash, ref entries);
            }
        }
    }
}
