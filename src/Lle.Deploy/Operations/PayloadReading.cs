using Lle.Deploy.Options;
using Lle.Deploy.Payload;

namespace Lle.Deploy.Operations;

/// <summary>Reads a payload folder as the options say, with everything that is to be deployed of it.</summary>
internal static class PayloadReading
{
    /// <param name="folder">The payload, which may have been unpacked from a package.</param>
    /// <param name="isPackage">It comes from an update package, which messages then name.</param>
    public static PayloadFolder Read(DeploymentOptions options, string folder, bool isPackage, CancellationToken cancellation)
    {
        var source = isPackage ? OptionTable.UpdatePackage.Name : options.PayloadDirSource;
        var payload = PayloadFolder.Open(folder, options.Layout.BinaryName, source: source, kind: options.PayloadKind)
            .WithConfigFiles([.. options.ConfigFiles.Select(file => file.Source)]);
        return PayloadContents.Take(
            payload, options.PayloadKind, options.PayloadExclude, options.Additions, source,
            lenient: !isPackage && options.PayloadDirIsProject, cancellation);
    }
}
