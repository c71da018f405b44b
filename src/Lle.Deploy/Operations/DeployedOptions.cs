using Lle.Deploy.Bundles;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Layout;
using Lle.Deploy.Options;
using Lle.Deploy.Posix;
using Lle.Deploy.Sessions;

namespace Lle.Deploy.Operations;

/// <summary>
/// DATA/history/options.json: what the deployment in force was told, as a bundle would say it, so that who works on the installation later
/// needs to know none of it. Installed and rolled back with the rest.
/// </summary>
internal static class DeployedOptions
{
    public static byte[] ToBytes(DeploymentOptions options) => BundleJson.Write(new BundleDescription
    {
        Name = options.Layout.BinaryName,
        Version = options.Version,
        Options = BundleRules.Brought(options.Given),
        Items = options.GivenItems.GroupBy(item => item.Type, StringComparer.Ordinal)
            .ToDictionary(type => type.Key, type => (IReadOnlyList<ItemValues>)[.. type], StringComparer.Ordinal),
    });

    /// <returns>null: there is none, or this user may not read it.</returns>
    /// <exception cref="DeploymentException">LLE3040 of a newer version, or LLE3043 not trusted.</exception>
    public static BundleDescription? Read(TargetLayout layout)
    {
        try
        {
            using var directory = PosixDirectory.TryOpen(layout.History);
            if (directory?.Status(Path.GetFileName(layout.OptionsRecord)) is not { Size: <= BundleJson.MaximumBytes })
            {
                return null;
            }

            using var file = RecordTrust.OpenRead(directory, Path.GetFileName(layout.OptionsRecord));
            return Parse(file.ReadToEnd(), file.Path);
        }
        catch (PosixException error) when (error.ErrorNumber is Errno.AccessDenied or Errno.NotPermitted)
        {
            return null;
        }
    }

    /// <summary>Only the deploying user writes it: what cannot be understood has been written by a version that knows more.</summary>
    private static BundleDescription Parse(byte[] bytes, string path)
    {
        try
        {
            return BundleJson.Read(bytes, path);
        }
        catch (DeploymentException error)
        {
            throw new DeploymentException(DiagnosticCatalog.RecordOfNewerVersion(path, 1), error);
        }
    }
}
