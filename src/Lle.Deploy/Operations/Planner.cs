using System.Text;
using Lle.Deploy.Configuration;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Installed;
using Lle.Deploy.Monitoring;
using Lle.Deploy.Options;
using Lle.Deploy.Payload;
using Lle.Deploy.Payload.Signatures;
using Lle.Deploy.Reporting;
using Lle.Deploy.Text;
using Lle.Deploy.Transactions;

namespace Lle.Deploy.Operations;

/// <summary>Works out what a deployment would change: verifies the payload, renders and merges the configuration, executes nothing, writes nothing.</summary>
internal static class Planner
{
    public static PlanRecord Plan(DeploymentOptions options, Action<Diagnostic> tell, CancellationToken cancellation)
    {
        var layout = options.Layout;
        using var package = options.UpdatePackage is { } file ? UpdatePackage.Unpack(file, Path.GetTempPath(), new UpdateLimits(), cancellation) : null;
        var source = package is null ? "LlePayloadDir" : "LleUpdatePackage";
        var payload = PayloadFolder.Open(package?.Folder ?? options.PayloadDir, layout.BinaryName, source: source);
        payload = PayloadContents.Take(
            payload, options.PayloadKind, options.PayloadExclude, source, package is null && options.PayloadDirIsProject, cancellation);
        var keys = TrustedKeys.Load(options.TrustedKeys, TimeProvider.System, tell);
        var verdict = PayloadVerifier.Verify(payload, keys, cancellation, options.Signer);
        var plan = new PlanRecord
        {
            Version = options.Version,
            InstalledVersion = InstalledState.Read(layout, tell)?.Version,
            Integrity = verdict.Integrity,
            Authenticity = verdict.Authenticity,
        };
        if (payload.Tree is { } tree)
        {
            AddVersion(tree);
        }
        else
        {
            Add(layout.Binary, payload.Binary.Sha256, FileTraits.Program);
        }

        if (payload.Template is not null)
        {
            var (before, after) = Configuration(options, payload.Template, tell);
            plan.ConfigurationDiff = before is null ? null : UnifiedDiff.Between(before, after, "lle.conf installed", "lle.conf to be deployed");
            Add(layout.Configuration, Hash(after), FileTraits.Public with { KeepsOwner = true });
        }

        foreach (var (path, traits) in new[]
        {
            (layout.Checksums, FileTraits.Public), (layout.SecurityConfiguration, FileTraits.Secret),
            (layout.MonitoringConfiguration, FileTraits.Public with { KeepsOwner = true }), (layout.SecurityValidator, FileTraits.Program),
            (layout.Monitor, FileTraits.Program), (layout.StatusScript, FileTraits.Program), (layout.DeploymentState, FileTraits.Public),
            (layout.InstallationInfo, FileTraits.Public),
        })
        {
            Add(path, null, traits);
        }

        return plan;

        void AddVersion(IReadOnlyList<TreeEntry> entries)
        {
            var folder = new VersionFolder(Path.Combine(layout.VersionsDir, VersionFolder.NameOf(options.Version, TreeList.Hash(TreeList.Format(entries)))));
            AddWhole(folder.Path, PathState.Capture(folder.Path).Exists && folder.Verify(cancellation).Count == 0);
            foreach (var link in new[] { layout.CurrentVersion, layout.Binary })
            {
                AddWhole(link, VersionFolder.LedToBy(layout, link) == folder);
            }
        }

        void AddWhole(string path, bool stands) =>
            plan.Files.Add((path, stands ? "keep" : PathState.Capture(path).Exists ? "replace" : "create"));

        void Add(string path, string? sha256, FileTraits traits)
        {
            var now = PathState.Capture(path);
            foreach (var what in StandingTraits.Of(now, traits with { User = options.Owner, Group = options.Group }).NotKept)
            {
                tell(DiagnosticCatalog.TraitNotKept(path, what));
            }

            plan.Files.Add((path, !now.Exists ? "create" : now.Sha256 == sha256 ? "keep" : "replace"));
        }
    }

    private static (string? Before, string After) Configuration(DeploymentOptions options, PayloadFile template, Action<Diagnostic> tell)
    {
        var layout = options.Layout;
        var local = InstalledState.TryReadBytes(layout.Configuration);
        var last = InstalledState.TryReadBytes(ManagedFiles.DefaultOf(layout, layout.Configuration));
        var rendered = DefaultConfiguration.Render(template, layout, DateTimeOffset.UtcNow, options.Placeholders, options.ConfigRules, last);
        var merged = ConfigMerge.Merge(last, local, rendered, options.ConfigMerge, layout.Configuration, template.Path);
        foreach (var warning in merged.Warnings)
        {
            tell(warning);
        }

        return (local is null ? null : Encoding.UTF8.GetString(local), merged.Text);
    }

    private static string Hash(string text) => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
