using System.Text;
using Lle.Deploy.Diagnostics;

namespace Lle.Deploy.Payload;

/// <summary>
/// What a signature says of a payload's age. A signature shows who made a list, not when: an old signed payload stays a signed payload,
/// whatever version it is given out for.
/// </summary>
internal static class SignedRelease
{
    /// <summary>Holds the VERSION that the signed list covers against the version that is deployed.</summary>
    /// <returns>A warning where there is none; null where they agree.</returns>
    public static Diagnostic? CheckVersion(PayloadFolder payload, IReadOnlyList<ChecksumEntry> entries, string version)
    {
        if (payload.Version is not { } file || !entries.Any(entry => ChecksumList.PlainName(entry.Name) == PayloadContents.VersionName))
        {
            return DiagnosticCatalog.SignedListWithoutVersion(payload.ChecksumsPath);
        }

        var signed = Encoding.UTF8.GetString(file.Content.Span).Trim();
        return signed == version ? null : throw new DeploymentException(DiagnosticCatalog.SignedVersionDiffers(file.Path, signed, version));
    }

    /// <summary>A list that was deployed here and replaced by another is an older one, whatever its payload says of itself.</summary>
    /// <param name="deployed">SHA-256 of the signed lists that were deployed here, oldest first.</param>
    /// <param name="isNewer">By the VERSION that the list covers it is newer than what is installed: after going back on purpose the newer
    /// one is no step back.</param>
    /// <returns>A warning where going back is allowed; null where it is no step back.</returns>
    public static Diagnostic? CheckReplay(PayloadFile list, IReadOnlyList<string> deployed, bool allowDowngrade, bool isNewer)
    {
        if (isNewer || deployed.Count == 0 || deployed[^1] == list.Sha256 || !deployed.Contains(list.Sha256))
        {
            return null;
        }

        return allowDowngrade
            ? DiagnosticCatalog.SignedListReplacedAllowed(list.Path, list.Sha256)
            : throw new DeploymentException(DiagnosticCatalog.SignedListReplaced(list.Path, list.Sha256));
    }
}
