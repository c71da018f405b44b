using System.IO.Enumeration;
using Lle.Deploy.Layout;

namespace Lle.Deploy.Backups;

/// <summary>How much a backup is about to copy, for people who wait for it: counted in a moment, without reading a file.</summary>
internal static class BackupSize
{
    public static (long Files, long Bytes) Of(TargetLayout layout)
    {
        var (files, bytes) = (0L, 0L);
        foreach (var length in BackupMap.Sections.SelectMany(section => Lengths(layout, section)))
        {
            (files, bytes) = (files + 1, bytes + length);
        }

        return (files, bytes);
    }

    private static IEnumerable<long> Lengths(TargetLayout layout, string section)
    {
        var directory = BackupMap.Directory(layout, section);
        return section == BackupMap.Bin ? Program(layout) : Directory.Exists(directory) ? Below(layout, directory) : [];
    }

    private static long[] Program(TargetLayout layout) =>
        new FileInfo(layout.Binary) is { Exists: true } program ? [program.Length] : [];

    private static FileSystemEnumerable<long> Below(TargetLayout layout, string directory) => new(
        directory, (ref FileSystemEntry entry) => entry.Length,
        new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true, AttributesToSkip = FileAttributes.ReparsePoint })
    {
        ShouldIncludePredicate = (ref FileSystemEntry entry) => !entry.IsDirectory,
        ShouldRecursePredicate = (ref FileSystemEntry entry) => !BackupMap.IsLeftOut(layout, entry.ToFullPath()),
    };
}
