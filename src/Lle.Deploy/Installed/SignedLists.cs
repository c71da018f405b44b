using Lle.Deploy.Layout;

namespace Lle.Deploy.Installed;

/// <summary>DATA/history/signed_lists: the SHA-256 of each signed checksum list that was deployed here, a line each, the one in use
/// last.</summary>
internal static class SignedLists
{
    private const int Hex = 64;

    public static IReadOnlyList<string> Read(TargetLayout layout) =>
        [.. (InstalledState.TryReadText(layout.SignedLists) ?? "").Split('\n').Where(line => line.Length == Hex)];

    /// <summary>The file's text once the list is the one in use.</summary>
    public static string With(IReadOnlyList<string> deployed, string sha256) =>
        string.Concat(deployed.Where(other => other != sha256).Append(sha256).Select(line => line + "\n"));
}
