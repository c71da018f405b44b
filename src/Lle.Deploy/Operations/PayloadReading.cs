using Lle.Deploy.Configuration;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Installed;
using Lle.Deploy.Layout;
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

    /// <summary>The same, for the target that the options name.</summary>
    public static PayloadFolder ReadForTarget(DeploymentOptions options, string folder, bool isPackage, CancellationToken cancellation)
    {
        var payload = Read(options, folder, isPackage, cancellation);
        CheckLengths(payload, options.Layout, options.Version);
        return payload;
    }

    /// <summary>The target is not in the payload folder, or what is written there, from the log on, would be part of the
    /// payload.</summary>
    public static void CheckApart(DeploymentOptions options)
    {
        if (options.PayloadKind == PayloadKind.File && options.PayloadDirIsProject)
        {
            return;
        }

        var folder = LayoutResolver.Resolve(OptionTable.PayloadDir.Name, options.PayloadDir);
        var layout = options.Layout;
        foreach (var (name, path) in new[]
        {
            (OptionTable.InstallPrefix.Name, layout.Prefix), (OptionTable.ConfigDir.Name, layout.ConfigDir),
            (OptionTable.DataDir.Name, layout.DataDir), (OptionTable.LogDir.Name, layout.LogDir),
            (OptionTable.BackupDir.Name, layout.BackupDir),
        })
        {
            if ((path == folder || Places.IsWithin(path, folder))
                && !PayloadContents.IsLeftOut(Path.GetRelativePath(folder, path), options.PayloadExclude))
            {
                throw new DeploymentException(DiagnosticCatalog.PayloadEntryRefused(
                    path, $"{name} names it, and what is written there would become part of the payload"));
            }
        }
    }

    /// <summary>Every file has to be reached on the target by its path, and by its link.</summary>
    private static void CheckLengths(PayloadFolder payload, TargetLayout layout, string version)
    {
        var findings = new Findings();
        string? refused = null;
        var folder = Path.Combine(layout.VersionsDir, VersionFolder.NameOf(version, payload.Binary.Sha256) + "-2");
        var current = Path.GetRelativePath(layout.Prefix, layout.CurrentVersion);
        foreach (var entry in payload.Tree ?? [])
        {
            if (refused is not null && entry.Path.StartsWith(refused, StringComparison.Ordinal))
            {
                continue;
            }

            var link = string.Concat(Enumerable.Repeat("../", entry.Path.Count(c => c == '/'))) + $"{current}/{entry.Path}";
            if (!FileName.IsPath($"{folder}/{entry.Path}") || (payload.IsLinkedTree && !FileName.IsPath(link)))
            {
                refused = entry.Path + "/";
                findings.Add(DiagnosticCatalog.PayloadEntryRefused(
                    Path.Combine(payload.Path, entry.Path), $"its path on the target would be longer than {FileName.LongestPath} bytes"));
            }
        }

        findings.ThrowIfFailed();
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
