using Lle.Deploy.Installed;
using Lle.Deploy.Layout;
using Lle.Deploy.Posix;
using Lle.Deploy.Transactions;

namespace Lle.Deploy.Services;

/// <summary>Whether processes run what is deployed.</summary>
internal enum IdentityVerdict
{
    /// <summary>There is none.</summary>
    NoProcess,

    Current,

    /// <summary>At least one runs an older program, library or version.</summary>
    Stale,

    /// <summary>None of their files is one of this installation: an interpreter, or they may not be looked at.</summary>
    CannotTell,
}

/// <param name="Process">Of a stale one; else 0.</param>
/// <param name="File">What it runs that is not deployed any more.</param>
internal sealed record IdentityFinding(IdentityVerdict Verdict, int Process = 0, string File = "");

/// <summary>
/// Compares the files of running processes with the installation: the program by device and inode, because the name in /proc lies once a
/// file was moved aside; mapped files by their version folder, or by being deleted.
/// </summary>
internal sealed class ProcessIdentity(TargetLayout layout)
{
    private const string Deleted = " (deleted)";

    public IdentityFinding Judge(IReadOnlyList<SeenProcess> processes)
    {
        var verdict = processes.Count == 0 ? IdentityVerdict.NoProcess : IdentityVerdict.CannotTell;
        var current = PathState.Capture(layout.CurrentVersion).Exists ? VersionFolder.LedToBy(layout, layout.CurrentVersion)?.Path : null;
        foreach (var process in processes)
        {
            var program = ProgramOf(process);
            foreach (var file in ProcessTable.MappedBy(process.Id).Prepend(program).OfType<string>())
            {
                switch (Judge(process, file, file == program, current))
                {
                    case true:
                        verdict = IdentityVerdict.Current;
                        break;
                    case false:
                        return new IdentityFinding(IdentityVerdict.Stale, process.Id, file);
                }
            }
        }

        return new IdentityFinding(verdict);
    }

    /// <summary>When the program that is deployed came to be it.</summary>
    public DateTimeOffset? ProgramChanged()
    {
        using var parent = PosixDirectory.TryOpen(Path.GetDirectoryName(layout.CurrentVersion)!);
        using var bin = PosixDirectory.TryOpen(layout.BinDir);
        return (parent?.Status(Path.GetFileName(layout.CurrentVersion)) ?? bin?.Status(layout.BinaryName))?.Changed;
    }

    private static string? ProgramOf(SeenProcess process)
    {
        try
        {
            return ProcessTable.ProgramOf(process.Id);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <returns>true: as deployed; false: no more; null: none of this installation's files.</returns>
    private bool? Judge(SeenProcess process, string file, bool isProgram, string? current)
    {
        var isDeleted = file.EndsWith(Deleted, StringComparison.Ordinal);
        var path = isDeleted ? file[..^Deleted.Length] : file;
        if (path.StartsWith(layout.VersionsDir + "/", StringComparison.Ordinal))
        {
            return !isDeleted && current is not null && path.StartsWith(current + "/", StringComparison.Ordinal);
        }

        if (isProgram && IsProgram(path))
        {
            return ProcessTable.ProgramFileOf(process.Id) is { } runs && Deployed() is { } deployed
                && (runs.Device, runs.Inode) == (deployed.Device, deployed.Inode);
        }

        return isProgram || !IsOwn(path) ? null : isDeleted || IsAside(path) ? false : null;
    }

    /// <summary>The program, also under the name that a transaction keeps the old one by.</summary>
    private bool IsProgram(string path) => path == layout.Binary || (Path.GetDirectoryName(path) == layout.BinDir && IsAside(path));

    private static bool IsAside(string path) => Path.GetFileName(path).StartsWith(Staging.Prefix("")[..^1], StringComparison.Ordinal);

    /// <summary>Below the prefix, and nothing that programs write.</summary>
    private bool IsOwn(string path) => path.StartsWith(layout.Prefix.TrimEnd('/') + "/", StringComparison.Ordinal)
        && !new[] { layout.DataDir, layout.LogDir, layout.BackupDir }.Any(d => path.StartsWith(d + "/", StringComparison.Ordinal))
        && (layout.Prefix.Length > 1 && layout.Prefix is not "/usr" || path.StartsWith(layout.LibDir + "/", StringComparison.Ordinal));

    private FileStatus? Deployed()
    {
        try
        {
            using var file = PosixFile.TryOpenFollowing(layout.Binary);
            return file?.Status();
        }
        catch (PosixException)
        {
            return null;
        }
    }
}
