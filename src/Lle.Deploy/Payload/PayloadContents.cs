using System.IO.Enumeration;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Layout;
using Lle.Deploy.Posix;

namespace Lle.Deploy.Payload;

/// <summary>Holds what lies in a payload folder against what will be deployed of it: nothing is left out in silence.</summary>
internal static class PayloadContents
{
    public const string VersionName = "VERSION";
    public const string OptionsName = "deployment.json";

    /// <summary>Left out unless LlePayloadExclude says otherwise: what debuggers need.</summary>
    public static readonly IReadOnlyList<string> DefaultExcludes = ["*.pdb", "*.dbg"];

    private const int Shown = 5;
    private const string EnginesOwn = "lib/lle";
    private static readonly string[] Places = ["bin", "include", "lib", "lib64", "libexec", "sbin", "share"];

    /// <summary>What a payload folder holds about itself; none of it is installed under its own name.</summary>
    public static bool IsAboutPayload(string name) =>
        name is PayloadFolder.ChecksumsName or PayloadFolder.SignatureName or PayloadFolder.DefaultTemplateName
            or VersionName or OptionsName;

    public static bool IsExcluded(string relativePath, IReadOnlyList<string> excludes) => excludes.Any(glob =>
        FileSystemName.MatchesSimpleExpression(glob, relativePath, ignoreCase: false)
        || FileSystemName.MatchesSimpleExpression(glob, Path.GetFileName(relativePath), ignoreCase: false));

    /// <summary>Whether nothing in a directory is taken, because a glob names it, one above it, or all that is in it.</summary>
    public static bool IsLeftOut(string relativePath, IReadOnlyList<string> excludes)
    {
        for (var path = relativePath; path.Length > 0; path = Path.GetDirectoryName(path)!)
        {
            if (IsExcluded(path, excludes) || IsExcluded(path + "/.", excludes))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The payload with what is to be deployed of it, as its kind says.</summary>
    /// <param name="lenient">The folder is the project's own directory, where only the known names are taken.</param>
    public static PayloadFolder Take(
        PayloadFolder payload, PayloadKind kind, IReadOnlyList<string> excludes, PayloadAdditions additions, string property, bool lenient,
        CancellationToken cancellation)
    {
        if (kind == PayloadKind.File && !lenient)
        {
            CheckOneFile(payload, excludes, property, additions);
        }

        if (kind == PayloadKind.File && !additions.MakeVersionFolder)
        {
            CheckPrivileges(payload);
            return payload;
        }

        var tree = kind == PayloadKind.File ? payload.AsTree(additions, cancellation) : payload.WithTree(excludes, additions, cancellation);
        if (kind != PayloadKind.App)
        {
            CheckPlaces(tree);
        }

        return tree;
    }

    /// <summary>Rights that would be lost in silence.</summary>
    private static void CheckPrivileges(PayloadFolder payload)
    {
        using var directory = PosixDirectory.OpenParent(LayoutResolver.Resolve("LlePayloadDir", payload.Binary.Path), out var name);
        if (directory.Status(name) is { Kind: FileKind.File } status && PayloadTree.Privileges(directory, name, status) is { } privileges)
        {
            throw new DeploymentException(DiagnosticCatalog.PayloadEntryRefused(payload.Binary.Path, privileges));
        }
    }

    /// <summary>A tree has the directories of a prefix and nothing beside them, and leaves the engine's own place alone.</summary>
    private static void CheckPlaces(PayloadFolder payload)
    {
        var findings = new Findings();
        foreach (var entry in payload.Tree!.Where(entry => !entry.Path.Contains('/', StringComparison.Ordinal) || entry.Path is EnginesOwn))
        {
            if (entry.Kind != FileKind.Directory || !Places.Contains(entry.Path))
            {
                findings.Add(DiagnosticCatalog.PayloadEntryRefused(
                    Path.Combine(payload.Path, entry.Path), $"a tree consists of {string.Join(", ", Places)}, without {EnginesOwn}"));
            }
        }

        findings.ThrowIfFailed();
    }

    /// <summary>For the kind file, which deploys one program.</summary>
    /// <param name="property">Names where the payload comes from.</param>
    public static void CheckOneFile(
        PayloadFolder payload, IReadOnlyList<string> excludes, string property, PayloadAdditions? additions = null)
    {
        var stated = (additions ?? PayloadAdditions.None).Files.Select(file => file.Source).ToHashSet(StringComparer.Ordinal);
        var names = new List<string>();
        var count = 0;
        foreach (var path in Files(payload.Path))
        {
            var name = Path.GetRelativePath(payload.Path, path);
            if (name != payload.Binary.Name && name != payload.Template?.Name && !payload.ConfigFiles.ContainsKey(name)
                && !stated.Contains(name) && !IsAboutPayload(name) && !IsExcluded(name, excludes)
                && ++count <= Shown)
            {
                names.Add($"'{name}'");
            }
        }

        if (count > 0)
        {
            names.Sort(StringComparer.Ordinal);
            var more = count > Shown ? $" and {count - Shown} more" : "";
            throw new DeploymentException(DiagnosticCatalog.PayloadNotDeployed(property, payload.Path, string.Join(", ", names) + more));
        }
    }

    /// <summary>Everything in a folder but its directories. Links count as files and are not followed.</summary>
    public static IEnumerable<string> Files(string folder) =>
        Below(LayoutResolver.Resolve("LlePayloadDir", folder), "").Select(relative => Path.Combine(folder, relative));

    private static IEnumerable<string> Below(string root, string relative)
    {
        foreach (var (name, isDirectory) in Listed(Path.Combine(root, relative)))
        {
            var path = Path.Combine(relative, name);
            foreach (var file in isDirectory ? Below(root, path) : [path])
            {
                yield return file;
            }
        }
    }

    private static List<(string Name, bool IsDirectory)> Listed(string directory)
    {
        try
        {
            using var open = PosixDirectory.Open(directory);
            return [.. open.Entries().Select(entry =>
                (entry.Name, !entry.IsFile && open.Status(entry.Name)?.Kind == FileKind.Directory))];
        }
        catch (PosixException error)
        {
            throw new DeploymentException(DiagnosticCatalog.PayloadUnreadable(error.Path, Errno.Describe(error.ErrorNumber)), error);
        }
    }
}
