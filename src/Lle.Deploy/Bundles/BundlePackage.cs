using Lle.Deploy.Diagnostics;
using Lle.Deploy.Options;
using Lle.Deploy.Payload;
using Lle.Deploy.Posix;

namespace Lle.Deploy.Bundles;

/// <summary>Unpacks what is deployed from one file, and holds it against the bundle whose options were read before.</summary>
internal static class BundlePackage
{
    /// <summary>The package that the options name.</summary>
    public static UpdatePackage Unpack(DeploymentOptions options, string scratch, CancellationToken cancellation) =>
        Unpack(options.UpdatePackage!, scratch, options.BundleListSha256, options.BundleLinks, cancellation);

    /// <param name="path">A bundle, or an update package without a description.</param>
    /// <param name="scratch">An existing directory on a file system that lets programs run.</param>
    /// <param name="listSha256">Of the checksum list that was read; null: it has no description.</param>
    /// <param name="links">What its description says of symbolic links.</param>
    /// <exception cref="DeploymentException">It is damaged, hostile, or no longer what was read.</exception>
    public static UpdatePackage Unpack(string path, string scratch, string? listSha256, IReadOnlyDictionary<string, string> links,
        CancellationToken cancellation)
    {
        var package = UpdatePackage.Unpack(path, scratch, new UpdateLimits(), cancellation);
        try
        {
            BundleCheck.IsTheOneRead(path, package.Folder, listSha256);
            MakeLinks(path, package, links);
            return package;
        }
        catch
        {
            package.Dispose();
            throw;
        }
    }

    /// <summary>The links that the description names, in the folder of the package. No link is followed on the way, and nothing is
    /// replaced.</summary>
    private static void MakeLinks(string path, UpdatePackage package, IReadOnlyDictionary<string, string> links)
    {
        var findings = new Findings();
        foreach (var (name, target) in links)
        {
            try
            {
                var link = package.Add(name);
                Directory.CreateDirectory(Path.GetDirectoryName(link)!);
                using var directory = PosixDirectory.OpenParent(link, out var last);
                directory.MakeSymbolicLink(target, last);
            }
            catch (Exception error) when (error is PosixException or IOException)
            {
                findings.Add(DiagnosticCatalog.BundleLinkRefused(path, name, target, "is where something else of the bundle is"));
            }
        }

        findings.ThrowIfFailed();
    }
}
