namespace Lle.Deploy.Posix;

/// <summary>Paths in records, which are relative to a folder and may lead nowhere else.</summary>
internal static class RelativePath
{
    /// <summary>Whether every part of it is a name.</summary>
    public static bool StaysInside(ReadOnlySpan<char> path)
    {
        foreach (var part in path.Split('/'))
        {
            if (path[part] is "" or "." or "..")
            {
                return false;
            }
        }

        return true;
    }
}
