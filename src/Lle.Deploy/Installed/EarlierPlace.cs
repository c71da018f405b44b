using Lle.Deploy.Layout;

namespace Lle.Deploy.Installed;

/// <summary>The place that an installation was copied or moved from: records do not name it, but rendered files and scripts do until the
/// next deployment renders them again.</summary>
/// <param name="Prefix">The install prefix there.</param>
/// <param name="Files">Installed files that name it.</param>
internal sealed record EarlierPlace(string Prefix, IReadOnlyList<string> Files)
{
    /// <returns>null: it was deployed here, or nothing names the other place any more.</returns>
    public static EarlierPlace? Of(TargetLayout layout, InstallationInfo info)
    {
        var program = Path.DirectorySeparatorChar + Path.GetRelativePath(layout.Prefix, layout.Binary);
        if (info.BinaryPath == layout.Binary || !info.BinaryPath.EndsWith(program, StringComparison.Ordinal))
        {
            return null;
        }

        var prefix = info.BinaryPath[..^program.Length];
        string[] files = [.. Rendered(layout).Distinct().Where(path => Names(InstalledState.TryReadText(path), prefix))];
        return prefix.Length > 0 && files.Length > 0 ? new EarlierPlace(prefix, files) : null;
    }

    private static IEnumerable<string> Rendered(TargetLayout layout) => InstalledFiles.All
        .Where(file => file is { Section: "config", IsPattern: false }
            && file.Kind is InstalledKind.File or InstalledKind.Configuration or InstalledKind.Optional)
        .Select(file => file.PathIn(layout)).Concat(ManagedFiles.WithDefault(layout));

    /// <summary>As a whole name: /opt/app is not named by /opt/app2.</summary>
    private static bool Names(string? text, string prefix)
    {
        for (var at = text?.IndexOf(prefix, StringComparison.Ordinal) ?? -1; at >= 0;
            at = text!.IndexOf(prefix, at + 1, StringComparison.Ordinal))
        {
            var end = at + prefix.Length;
            if (end == text!.Length || !(char.IsLetterOrDigit(text[end]) || text[end] is '.' or '_' or '-'))
            {
                return true;
            }
        }

        return false;
    }
}
