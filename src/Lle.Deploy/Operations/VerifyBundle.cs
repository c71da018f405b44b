using System.Security.Cryptography;
using Lle.Deploy.Bundles;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Payload;
using Lle.Deploy.Payload.Signatures;
using Lle.Deploy.Processes;
using Lle.Deploy.Sessions;

namespace Lle.Deploy.Operations;

/// <summary>What a bundle holds, by whom it is signed, and whether all of it agrees. Unpacks into a private temporary folder and runs
/// nothing.</summary>
internal sealed record VerifyBundle(BundleFile Bundle, string Sha256, bool IsSigned, IReadOnlyList<ChecksumEntry> Files)
{
    /// <exception cref="DeploymentException">What does not agree.</exception>
    public static VerifyBundle Run(string path, IReadOnlyList<TrustedKey> keys, CancellationToken cancellation)
    {
        var bundle = BundleFile.Open(path, keys, cancellation)
            ?? throw new DeploymentException(DiagnosticCatalog.BundleIncomplete(path, BundleNames.Description));
        using var package = BundlePackage.Unpack(path, PrivateFolder.DefaultParent, bundle.ListSha256, bundle.Description.Links,
            cancellation);
        var findings = new Findings();
        var entries = ChecksumList.Parse(File.ReadAllText(Path.Combine(package.Folder, BundleNames.Checksums)),
            $"{path}/{BundleNames.Checksums}");
        Compare(path, package.Folder, entries, findings, cancellation);
        findings.ThrowIfFailed();
        return new VerifyBundle(bundle, HashOf(path, cancellation), File.Exists(Path.Combine(package.Folder, BundleNames.Signature)),
            entries);
    }

    private static void Compare(string path, string folder, IReadOnlyList<ChecksumEntry> entries, Findings findings,
        CancellationToken cancellation)
    {
        var list = $"{path}/{BundleNames.Checksums}";
        var listed = new HashSet<string>([BundleNames.Checksums, BundleNames.Signature], StringComparer.Ordinal);
        foreach (var entry in entries)
        {
            var name = ChecksumList.PlainName(entry.Name);
            listed.Add(name);
            var file = Path.GetFullPath(name, folder);
            if (!file.StartsWith(folder + "/", StringComparison.Ordinal))
            {
                findings.Add(DiagnosticCatalog.ChecksumNameOutside(list, entry.Line, entry.Name));
            }
            else if (!File.Exists(file))
            {
                findings.Add(DiagnosticCatalog.ChecksumFileMissing(list, entry.Line, entry.Name));
            }
            else if (HashOf(file, cancellation) is var found && found != entry.Sha256)
            {
                findings.Add(DiagnosticCatalog.ChecksumMismatch(list, entry.Line, entry.Name, entry.Sha256, found));
            }
        }

        foreach (var file in PayloadContents.Files(folder).Where(f => new FileInfo(f).LinkTarget is null).Select(f =>
            Path.GetRelativePath(folder, f)).Where(f => !listed.Contains(f)))
        {
            findings.Add(DiagnosticCatalog.BundleFileNotListed(path, file));
        }
    }

    private static string HashOf(string path, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }
}
