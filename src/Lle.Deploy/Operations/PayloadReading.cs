using Lle.Deploy.Configuration;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Options;
using Lle.Deploy.Payload;
using Lle.Deploy.Posix;
using Lle.Deploy.Probes;

namespace Lle.Deploy.Operations;

/// <summary>Reads a payload folder as the options say, with everything that is to be deployed of it.</summary>
internal static class PayloadReading
{
    private const uint AnyExecute = 0b001_001_001;

    /// <param name="folder">The payload, which may have been unpacked from a package.</param>
    /// <param name="isPackage">It comes from an update package, which messages then name.</param>
    public static PayloadFolder Read(DeploymentOptions options, string folder, bool isPackage, CancellationToken cancellation)
    {
        var source = isPackage ? OptionTable.UpdatePackage.Name : options.PayloadDirSource;
        var payload = PayloadFolder.Open(folder, options.Layout.BinaryName, source: source, kind: options.PayloadKind,
                hasDefaultRules: options.ConfigRules.Any(ConfigRules.Default.Contains))
            .WithConfigFiles([.. options.ConfigFiles.Select(file => file.Source)]);
        var taken = PayloadContents.Take(
            payload, options.PayloadKind, options.PayloadExclude, options.Additions, source,
            lenient: !isPackage && options.PayloadDirIsProject, cancellation);
        CheckItems(taken, options);
        return taken;
    }

    private static void CheckItems(PayloadFolder payload, DeploymentOptions options)
    {
        var findings = new Findings();
        foreach (var folder in options.PayloadKind == PayloadKind.Tree ? options.Links.Missing(payload.Tree!) : [])
        {
            findings.Add(DiagnosticCatalog.PayloadItemInvalid(
                ItemTable.PrivateFolder.Name, folder, "the payload has no such directory"));
        }

        foreach (var program in options.Programs)
        {
            var entry = payload.Tree?.FirstOrDefault(entry => entry.Path == program.Path);
            var problem = payload.Tree is null ? "the payload is one program; an LlePayloadFile item adds another"
                : entry is null ? $"the payload does not contain '{program.Path}'"
                : entry.Kind == FileKind.Directory || (entry.Kind == FileKind.File && (entry.Mode & AnyExecute) == 0)
                    ? $"'{program.Path}' of the payload is not an executable file"
                : null;
            if (problem is not null)
            {
                findings.Add(DiagnosticCatalog.PayloadItemInvalid(ItemTable.Program.Name, program.Item, problem));
            }
        }

        findings.ThrowIfFailed();
    }
}
