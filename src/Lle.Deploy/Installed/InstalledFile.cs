using Lle.Deploy.Deployments;
using Lle.Deploy.Layout;
using Lle.Deploy.Posix;

namespace Lle.Deploy.Installed;

/// <summary>What an installed file is for, which decides who removes it and who looks at it.</summary>
internal enum InstalledKind
{
    /// <summary>Replaced by every deployment; a restore removes it where the backup has none.</summary>
    File,

    /// <summary>Like a file, and edited by people: merged, with a .new beside it where an edit and a new default meet.</summary>
    Configuration,

    /// <summary>Written only where an option asks for it.</summary>
    Optional,

    /// <summary>Whose the directory is; in no backup.</summary>
    Identity,

    /// <summary>Written to by every operation; never put back.</summary>
    Log,

    /// <summary>Kept for later deployments.</summary>
    Data,

    /// <summary>lle, which the installations of a prefix share.</summary>
    Shared,
}

/// <summary>One row of <see cref="InstalledFiles"/>.</summary>
/// <param name="Section">The directory of the layout, as <see cref="TargetLayout.Sections"/> calls it.</param>
/// <param name="Name">Below that directory; * stands for any text without a slash, {program} for the program's name, {name} for the
/// installation's.</param>
/// <param name="Mode">Permission bits.</param>
/// <param name="Owner">The phase that writes it first.</param>
internal sealed record InstalledFile(string Section, string Name, uint Mode, Phase Owner, InstalledKind Kind = InstalledKind.File)
{
    /// <summary>As records and documents spell it: "config/lle.conf".</summary>
    public string Spelled => $"{Section}/{Name}";

    /// <summary>For the deploying user or the owner only.</summary>
    public bool IsSecret => Mode == FileModes.Secret;

    /// <summary>Its mode and owner are looked at, by the engine and by the installed validator.</summary>
    public bool IsAudited => Kind is InstalledKind.File or InstalledKind.Configuration && Section is not "data" || IsSecret;

    /// <summary>Nobody executes it and nothing in it is secret: it may be the administrator's.</summary>
    public bool IsAnyones => Kind == InstalledKind.Configuration && !IsSecret;

    public bool IsPattern => Name.Contains('*', StringComparison.Ordinal);

    /// <summary>LleConfigName may give it another name.</summary>
    public bool IsMainConfiguration => this is { Section: "config", Name: TargetLayout.DefaultConfigName };

    /// <summary>Its path, or the pattern of its paths.</summary>
    public string PathIn(TargetLayout layout) => IsMainConfiguration ? layout.Configuration
        : Path.Join(layout.Sections.First(s => s.Name == Section).Directory,
            Name.Replace("{program}", layout.BinaryName, StringComparison.Ordinal)
                .Replace("{name}", layout.Name, StringComparison.Ordinal));

    public bool Is(TargetLayout layout, string path) =>
        IsPattern ? Matches(PathIn(layout), path)
            : path == PathIn(layout) || (Kind == InstalledKind.Configuration && path == PathIn(layout) + ".new");

    private static bool Matches(string pattern, string path)
    {
        var (before, after) = (pattern[..pattern.IndexOf('*', StringComparison.Ordinal)],
            pattern[(pattern.IndexOf('*', StringComparison.Ordinal) + 1)..]);
        return path.Length >= before.Length + after.Length && path.StartsWith(before, StringComparison.Ordinal)
            && path.EndsWith(after, StringComparison.Ordinal)
            && !path[before.Length..^after.Length].Contains('/', StringComparison.Ordinal);
    }
}
