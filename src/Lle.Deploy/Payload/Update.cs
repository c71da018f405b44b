using System.Globalization;
using Lle.Deploy.Diagnostics;

namespace Lle.Deploy.Payload;

/// <summary>What an update adds to a deployment: an ID that names the version, and a look at which way it goes.</summary>
internal static class Update
{
    /// <summary>UPDATE_VERSION_YYYYMMDD_HHMMSS, UTC. Safe as a part of a file name, because a version holds letters, digits, dots, dashes
    /// and plus only.</summary>
    public static string DeploymentId(SemanticVersion version, DateTimeOffset now) =>
        $"UPDATE_{version.Text}_{now.UtcDateTime.ToString("yyyyMMdd_HHmmss", CultureInfo.InvariantCulture)}";

    /// <summary>Refuses to go back unless that is allowed.</summary>
    /// <param name="installed">As the target records it; null where nothing is installed.</param>
    /// <param name="property">The one that gives the version.</param>
    /// <returns>A warning to log and to audit; null where the update goes forward or stays.</returns>
    public static Diagnostic? CheckDirection(
        string? installed, SemanticVersion offered, bool allowDowngrade, string property = "LleUpdateVersion")
    {
        if (installed is null)
        {
            return null;
        }

        if (SemanticVersion.TryParse(installed) is not { } from)
        {
            return DiagnosticCatalog.InstalledVersionUnknown(property, installed);
        }

        if (offered.CompareTo(from) >= 0)
        {
            return null;
        }

        return allowDowngrade
            ? DiagnosticCatalog.DowngradeAllowed(installed, offered.Text)
            : throw new DeploymentException(DiagnosticCatalog.DowngradeRefused(property, installed, offered.Text));
    }

    /// <summary>Where either is no version, nobody can tell.</summary>
    public static bool IsNewer(string offered, string? installed) =>
        installed is not null && SemanticVersion.TryParse(offered) is { } to && SemanticVersion.TryParse(installed) is { } from
        && to.CompareTo(from) > 0;
}
