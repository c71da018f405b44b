using System.Security.Cryptography;

namespace Lle.Deploy.Tasks.Tests.Infrastructure;

/// <summary>What stands under a folder, apart from logs and the engine's own books: a line for each path with its mode and
/// content.</summary>
internal static class TreeFingerprint
{
    public static string Of(string folder) => string.Join('\n', Directory
        .EnumerateFileSystemEntries(folder, "*", SearchOption.AllDirectories)
        .Where(path => !path.Contains("/var/", StringComparison.Ordinal))
        .Order(StringComparer.Ordinal)
        .Select(path => $"{Path.GetRelativePath(folder, path)} {File.GetUnixFileMode(path)} {Content(path)}"));

    private static string Content(string path) =>
        Directory.Exists(path) ? "directory" : Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)));
}
