using Lle.Deploy.Diagnostics;
using Lle.Deploy.Layout;
using Lle.Deploy.Posix;
using Lle.Deploy.Transactions;

namespace Lle.Deploy.Installed;

/// <summary>The installation that a deployment takes over (LleReplaces): a program that has another name now. What can stand in the way is
/// looked for before anything is touched.</summary>
/// <param name="Layout">Where it is.</param>
internal sealed record Replaced(Installation Installation, TargetLayout Layout)
{
    private static readonly (string Section, string Option)[] sections =
        [("config", "LleConfigDir"), ("data", "LleDataDir"), ("logs", "LleLogDir"), ("backups", "LleBackupDir")];

    /// <param name="layout">Of the installation that takes over.</param>
    /// <param name="name">LleReplaces; null: none.</param>
    /// <returns>null where there is nothing to take over: the option is not given, or it was done by an earlier deployment.</returns>
    /// <exception cref="DeploymentException">LLE3057: there is none of that name; LLE3058: it cannot be taken over.</exception>
    public static Replaced? Of(TargetLayout layout, string? name)
    {
        if (name is null)
        {
            return null;
        }

        if (name == layout.Name)
        {
            throw Refused(name, "this installation has that name itself");
        }

        var found = Others(layout).Where(other => other.Installation.Name == name).ToList();
        var standing = Installation.Read(layout.DataDir);
        return found switch
        {
            [] when standing is not null => null,
            [] when IsOf100(layout, name) => throw Refused(name,
                "its records are of version 1.0.0; an operation under its own name, for instance LleBackup, rewrites them"),
            [] => throw new DeploymentException(DiagnosticCatalog.ReplacedUnknown(
                name, layout.Prefix, Others(layout).Select(other => other.Installation.Name).Distinct())),
            _ when standing is not null => throw Refused(name, $"{layout.Name} has been deployed before, in '{layout.DataDir}'"),
            [var only] when only.Installation.LayoutAt(only.DataDir) is { } old =>
                new Replaced(only.Installation, old).Checked(layout),
            [_] => throw Refused(name, "its record does not say where its directories are"),
            _ => throw Refused(name, $"there are {found.Count} of that name"),
        };
    }

    /// <summary>Other installations of the prefix.</summary>
    public static IReadOnlyList<FoundInstallation> Others(TargetLayout layout) =>
        [.. InstallationFinder.In(layout.Prefix).Where(other => !Places.AreSame(other.DataDir, layout.DataDir))];

    /// <summary>Directories that move: where from, where to. One that both name stays where it is.</summary>
    public IReadOnlyList<(string From, string To)> Moves(TargetLayout layout) =>
        [.. sections.Select(s => (From: DirectoryOf(Layout, s.Section), To: DirectoryOf(layout, s.Section)))
            .Where(move => !Places.AreSame(move.From, move.To))];

    /// <summary>Where a path of this installation is before it is taken over; null: not in a directory that moves.</summary>
    public string? SourceOf(TargetLayout layout, string path) => Moves(layout)
        .Where(move => Places.IsWithin(path, move.To)).OrderByDescending(move => move.To.Length)
        .Select(move => move.From + path[move.To.Length..]).FirstOrDefault();

    public bool IsMoved(TargetLayout layout, string path) =>
        Moves(layout).Any(move => path == move.From || Places.IsWithin(path, move.From));

    /// <summary>Directories that its deployments made.</summary>
    public IReadOnlyList<string> Made
    {
        get
        {
            var paths = new RecordPaths(Layout);
            return [.. Installation.Made.Select(made => paths.Read(made, Layout.InstallationFile)).OfType<string>()];
        }
    }

    private static string DirectoryOf(TargetLayout layout, string section) => section switch
    {
        "config" => layout.ConfigDir,
        "data" => layout.DataDir,
        "logs" => layout.LogDir,
        _ => layout.BackupDir,
    };

    private static bool IsOf100(TargetLayout layout, string name) =>
        PathState.Capture(Path.Combine(layout.Prefix, "var/lib", name, "installation_info")).Exists;

    private Replaced Checked(TargetLayout layout)
    {
        var why = sections.Select(s => (s.Option, Section: DirectoryOf(Layout, s.Section), New: DirectoryOf(layout, s.Section)))
            .Where(s => s.Section != s.New && !Places.IsWithin(s.Section, layout.Prefix)).Select(s =>
                $"its directory '{s.Section}' lies outside of the prefix; set {s.Option} to it, and it stays where it is").FirstOrDefault()
            ?? (Layout.ConfigDir == Layout.BinDir ? "its configuration lies among the programs" : null)
            ?? (Installation.HeldBefore.Count > 0
                ? $"its directories ({string.Join(", ", Installation.HeldBefore)}) held other files before it was deployed" : null)
            ?? (StandingTransaction.Read(Layout).Any(t => t.IsOpen)
                ? $"one of its runs was interrupted; run LleRecover with LleName={Layout.Name} first" : null);
        return why is null ? this : throw Refused(Layout.Name, why);
    }

    public static DeploymentException Refused(string name, string why) => new(DiagnosticCatalog.ReplacementRefused(name, why));
}
