using Lle.Deploy.Diagnostics;
using Lle.Deploy.Payload;

namespace Lle.Deploy.Bundles;

/// <summary>A file that goes into a bundle.</summary>
/// <param name="Name">In the bundle, relative.</param>
/// <param name="Path">On this machine.</param>
internal sealed record BundleInput(string Name, string Path)
{
    /// <summary>Everything in a payload folder, sorted by name; what the bundle itself makes (list, signature, version, description) is
    /// left out.</summary>
    /// <param name="folder">The payload.</param>
    /// <param name="only">Names of the files that go in; empty: all but the excluded.</param>
    /// <param name="excluded">File names and globs that stay out.</param>
    /// <param name="links">Symbolic links: where each is, and its text.</param>
    public static IReadOnlyList<BundleInput> Collect(string folder, IReadOnlyCollection<string> only, IReadOnlyList<string> excluded,
        out IReadOnlyDictionary<string, string> links)
    {
        var findings = new Findings();
        var found = new SortedDictionary<string, string>(StringComparer.Ordinal);
        links = found;
        var inputs = new List<BundleInput>();
        foreach (var path in PayloadContents.Files(folder).Order(StringComparer.Ordinal))
        {
            var name = System.IO.Path.GetRelativePath(folder, path);
            var file = new FileInfo(path);
            if (BundleNames.InFront.Contains(name) || (only.Count > 0 ? !only.Contains(name) : PayloadContents.IsExcluded(name, excluded)))
            {
                continue;
            }

            if (file.LinkTarget is { } target)
            {
                found[name] = target;
                if (only.Count > 0 || PayloadTree.Landing(name, target) is null)
                {
                    findings.Add(DiagnosticCatalog.BundleInputRefused(path, $"it is a symbolic link to '{target}'"));
                }
            }
            else if (!file.Attributes.HasFlag(FileAttributes.Device))
            {
                inputs.Add(new BundleInput(name, path));
            }
        }

        findings.ThrowIfFailed();
        return [.. inputs.OrderBy(i => i.Name, StringComparer.Ordinal)];
    }
}
