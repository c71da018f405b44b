using Lle.Deploy.Diagnostics;
using Lle.Deploy.Layout;
using Lle.Deploy.Posix;
using Lle.Deploy.Transactions;

namespace Lle.Deploy.Installed;

/// <summary>
/// Whose the directories and the program of a layout are. Looked at before anything is touched: what belongs to another installation that
/// stands is refused; a mark whose data directory holds no such installation any more does not count.
/// </summary>
internal sealed class Ownership(TargetLayout layout, bool adopts, Replaced? replaced)
{
    private static readonly (string Section, string Option)[] Marked =
        [("config", "LleConfigDir"), ("logs", "LleLogDir"), ("backups", "LleBackupDir")];

    private const string OldName = "lusush";

    private readonly List<Diagnostic> problems = [];

    /// <summary>What is there in the data directory; null: nothing that has an identity.</summary>
    public Installation? Standing { get; private set; }

    /// <summary>The installation was copied, and takes over (LleAdopt) a directory that the original still has: it is another one from now
    /// on.</summary>
    public bool NeedsNewIdentity { get; private set; }

    /// <param name="layout">Of this installation.</param>
    /// <param name="adopts">LleAdopt.</param>
    /// <param name="replaced">One that is taken over: what is its is this one's.</param>
    /// <exception cref="DeploymentException">LLE3044 to LLE3049: something belongs to another installation; LLE3059: another one was
    /// interrupted while it took over this one.</exception>
    public static Ownership Check(TargetLayout layout, bool adopts, Replaced? replaced = null)
    {
        var ownership = new Ownership(layout, adopts, replaced) { Standing = Installation.Read(layout.DataDir) };
        ownership.CheckData();
        foreach (var (section, option) in Marked)
        {
            ownership.CheckMark(option, ownership.Directory(section));
        }

        ownership.CheckNeighbours();
        if (ownership.Standing is null)
        {
            ownership.CheckOverlap();
        }

        return ownership.problems.Count == 0 ? ownership : throw new DeploymentException(ownership.problems);
    }

    private void CheckData()
    {
        if (Standing is null)
        {
            // Where a directory of another installation is named as this one's data directory, its mark is there.
            CheckMark("LleDataDir", layout.DataDir);
            CheckOldName();
            return;
        }

        if (Standing.TakenBy is { } spelled && Places.Resolve(layout.DataDir, spelled) is var taker
            && HasRuns(Path.Combine(taker, Path.GetFileName(layout.Transactions))))
        {
            problems.Add(DiagnosticCatalog.BeingTakenOver(layout.Name, taker));
            return;
        }

        if (Standing.Name != layout.Name || Standing.Program != layout.BinaryName)
        {
            problems.Add(DiagnosticCatalog.DataOfAnother(layout.DataDir, Standing.Name, Standing.Program));
            return;
        }

        if (Standing.DirectoryOf(layout.DataDir, Installation.Prefix) is { } prefix && !Places.AreSame(prefix, layout.Prefix)
            && File.Exists(Path.Combine(prefix, "bin", Standing.Program)))
        {
            problems.Add(DiagnosticCatalog.DataOfAnotherPrefix(layout.DataDir, prefix));
        }

        foreach (var (section, option) in Marked)
        {
            // One that was moved took its mark along.
            if (Standing.DirectoryOf(layout.DataDir, section) is { } recorded && !Places.AreSame(recorded, Directory(section))
                && InstallationMark.Read(recorded) is { } mark && Standing.Is(mark.Identity)
                && Places.AreSame(mark.DataDirOf(recorded), layout.DataDir))
            {
                problems.Add(DiagnosticCatalog.LayoutChanged(option, Directory(section), recorded));
            }
        }
    }

    /// <summary>Version 1.0.0 knew one name; a program that has one of its own since would begin anew beside its own records.</summary>
    private void CheckOldName()
    {
        var data = Path.Combine(layout.Prefix, "var/lib", OldName);
        if (layout.Name != OldName && data != layout.DataDir && !PathState.Capture(layout.InstallationInfo).Exists
            && InstalledState.TryReadBytes(Path.Combine(data, "installation_info")) is { } bytes && Neighbours.TryRead(data) is null
            && InstallationInfo.Parse(bytes, data).BinaryPath == layout.Binary)
        {
            problems.Add(DiagnosticCatalog.OldNameStands(data, layout.Name, OldName));
        }
    }

    private void CheckMark(string option, string directory)
    {
        if (InstallationMark.Read(directory) is not { } mark || mark.DataDirOf(directory) is var data
            && Places.AreSame(data, layout.DataDir))
        {
            return;
        }

        if (replaced is not null && Places.AreSame(data, replaced.Layout.DataDir)
            || Neighbours.TryRead(data) is not { } other || IsTaken(data, other)
            || !other.Is(mark.Identity) || !Places.AreSame(data, directory) && !HasDirectory(other, data, directory))
        {
            return;
        }

        if (Standing?.Is(mark.Identity) != true)
        {
            problems.Add(DiagnosticCatalog.DirectoryOfAnother(option, directory, other.Name, data));
        }
        else if (adopts)
        {
            NeedsNewIdentity = true;
        }
        else
        {
            problems.Add(DiagnosticCatalog.DirectoryOfOriginal(option, directory, data));
        }
    }

    private static bool HasDirectory(Installation other, string data, string directory) =>
        Marked.Any(marked => other.DirectoryOf(data, marked.Section) is { } named && Places.AreSame(named, directory));

    /// <summary>No directory lies in one of another installation, nor holds one: backups and restores of either would take the other's
    /// files along.</summary>
    private void CheckOverlap()
    {
        string[] own = [layout.ConfigDir, layout.DataDir, layout.LogDir, layout.BackupDir];
        foreach (var (option, directory) in Marked.Select(m => (m.Option, Directory(m.Section)))
            .Concat([("LleDataDir", layout.DataDir), ("LleInstallPrefix", layout.Prefix)]))
        {
            var overlapping = ParentPaths.Of(directory).Concat(directory == layout.Prefix ? [] : Neighbours.Below(directory)).Except(own)
                .Select(d => (Directory: d, Owner: Neighbours.OwnerOf(d))).FirstOrDefault(d => d.Owner is not null);
            if (overlapping.Owner is { } other)
            {
                problems.Add(DiagnosticCatalog.DirectoriesOverlap(option, directory, overlapping.Directory, other.Name));
            }
            else if (directory != layout.Prefix && Neighbours.SharedPlace(directory) is var (shared, data, owner))
            {
                problems.Add(shared == directory ? DiagnosticCatalog.DirectoryOfAnother(option, directory, owner.Name, data)
                    : DiagnosticCatalog.DirectoriesOverlap(option, directory, shared, owner.Name));
            }
        }

        // Whose these are cannot be read: they may be.
        problems.AddRange(own.SelectMany(directory => ParentPaths.Of(directory).Except([layout.Prefix]).Concat(Neighbours.Below(directory)))
            .Except(own).Distinct().Select(InstallationMark.OfNewerVersion).OfType<Diagnostic>());
        if (PathState.Capture(layout.Binary).Exists)
        {
            problems.AddRange(Neighbours.OfNewerVersion(layout).Except(problems));
        }
    }

    /// <summary>By a run of this installation that was interrupted: a recovery decides whose it is.</summary>
    private bool IsTaken(string data, Installation other) =>
        other.TakenBy is { } spelled && Places.AreSame(Places.Resolve(data, spelled), layout.DataDir);

    /// <summary>The interrupted run had not even marked it yet.</summary>
    private bool IsToGo(string data) =>
        StandingTransaction.Read(layout).Any(run => run.IsOpen && run.Header?.Discards.Contains(data) == true);

    private static bool HasRuns(string transactions)
    {
        using var directory = PosixDirectory.TryOpen(transactions);
        return directory?.Names().Any() == true;
    }

    /// <summary>No other installation has this program.</summary>
    private void CheckNeighbours()
    {
        foreach (var (data, other) in Neighbours.Of(layout).Where(n => n.Installation.Program == layout.BinaryName
            && n.DataDir != replaced?.Layout.DataDir && !IsTaken(n.DataDir, n.Installation)))
        {
            if (other.DirectoryOf(data, Installation.Prefix) is { } prefix && Places.AreSame(prefix, layout.Prefix) && !IsToGo(data))
            {
                problems.Add(DiagnosticCatalog.ProgramOfAnother(layout.Binary, other.Name, data));
            }
        }
    }

    private string Directory(string section) => Installation.Sections(layout)[section];
}
