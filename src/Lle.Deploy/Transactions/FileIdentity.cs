using Lle.Deploy.Posix;

namespace Lle.Deploy.Transactions;

/// <summary>What a file that is renamed keeps, and one that somebody writes to or replaces does not.</summary>
internal readonly record struct FileIdentity(ulong Inode, long Size, long Modified)
{
    public FileIdentity(FileStatus status)
        : this(status.Inode, status.Size, status.ModifiedNanoseconds)
    {
    }
}
