namespace Lle.Deploy.Layout;

/// <summary>The directories that lead to a path.</summary>
internal static class ParentPaths
{
    /// <param name="path">Absolute.</param>
    /// <returns>Innermost first, up to the root; none of the root itself.</returns>
    public static IEnumerable<string> Of(string path)
    {
        for (var at = Path.GetDirectoryName(path); at is not null; at = Path.GetDirectoryName(at))
        {
            yield return at;
        }
    }
}
