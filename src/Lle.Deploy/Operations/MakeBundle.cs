using System.Globalization;
using Lle.Deploy.Bundles;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Options;
using Lle.Deploy.Payload;
using Lle.Deploy.Payload.Signatures;
using Lle.Deploy.Probes;
using Lle.Deploy.Sessions;

namespace Lle.Deploy.Operations;

/// <summary>Makes a bundle of the payload, with the options that were given for it. A payload that brings a checksum list is checked
/// against it first.</summary>
internal static class MakeBundle
{
    /// <param name="given">Options by name, as they were given.</param>
    /// <param name="items">By item type.</param>
    /// <param name="sourceDateEpoch">Seconds since 1970, as build systems give it; null: not given.</param>
    /// <returns>The bundle's path.</returns>
    public static string Run(
        DeploymentOptions options, IReadOnlyDictionary<string, string> given, IReadOnlyDictionary<string, IReadOnlyList<ItemValues>> items,
            string? sourceDateEpoch,
        OperationListener listener, CancellationToken cancellation)
    {
        var name = options.Layout.BinaryName;
        Check(options, PayloadReading.Read(options, options.PayloadDir, isPackage: false, cancellation), listener, cancellation);
        string[] only = options.PayloadKind == PayloadKind.File
            ? [name, PayloadFolder.DefaultTemplateName, .. options.ConfigFiles.Select(file => file.Source),
                .. options.Additions.Files.Select(file => file.Source)] : [];
        var files = BundleInput.Collect(options.PayloadDir, only, options.PayloadExclude, out var links);
        var description = new BundleDescription
        {
            Name = name,
            Version = options.Version,
            Options = BundleRules.Brought(given),
            Items = WithTemplates(options, Relative(items, options)),
            Links = links,
        };
        var target = Path.Combine(options.BundleDir, BundleNames.File(name, options.Version));
        BundleWriter.Write(files, description, target, Signer(options, cancellation), Time(sourceDateEpoch), cancellation);
        return target;
    }

    /// <summary>A bundle brings the text of a unit's template: the file stays where the bundle is made.</summary>
    private static Dictionary<string, IReadOnlyList<ItemValues>> WithTemplates(
        DeploymentOptions options, IReadOnlyDictionary<string, IReadOnlyList<ItemValues>> items)
    {
        var all = items.ToDictionary(StringComparer.Ordinal);
        if (all.TryGetValue(ItemTable.Service.Name, out var services))
        {
            all[ItemTable.Service.Name] = [.. services.Select(item => options.Services.First(s => s.Name == item.Include).Template
                is { } template ? item with { Metadata = With(item.Metadata, "Template", template.TrimEnd() + "\n") } : item)];
        }

        return all;
    }

    private static Dictionary<string, string> With(IReadOnlyDictionary<string, string> metadata, string name, string value) =>
        new(metadata.Where(each => !each.Key.Equals(name, StringComparison.OrdinalIgnoreCase)), StringComparer.OrdinalIgnoreCase)
        {
            [name] = value,
        };

    private static void Check(DeploymentOptions options, PayloadFolder payload, OperationListener listener, CancellationToken cancellation)
    {
        if (payload.Checksums is not null)
        {
            PayloadVerifier.Verify(payload, TrustedKeys.Load(options.TrustedKeys, TimeProvider.System, listener.Tell), cancellation,
                options.Signer);
        }
    }

    /// <summary>On a host the payload is in another folder.</summary>
    private static Dictionary<string, IReadOnlyList<ItemValues>> Relative(
        IReadOnlyDictionary<string, IReadOnlyList<ItemValues>> items, DeploymentOptions options) => items.ToDictionary(
            type => type.Key,
            type => type.Key == ItemTable.ConfigFile.Name || type.Key == ItemTable.PayloadFile.Name
                ? (IReadOnlyList<ItemValues>)[.. type.Value.Select(item => item with
                {
                    Include = ItemPaths.InPayload(options.PayloadDir, item.Include) ?? item.Include,
                })]
                : type.Value,
            StringComparer.Ordinal);

    private static Func<byte[], byte[]>? Signer(DeploymentOptions options, CancellationToken cancellation)
    {
        if (options.SigningKey is { } key)
        {
            return list => BundleSigner.WithKey(list, key);
        }

        if (options.SignCommand.Length == 0)
        {
            return null;
        }

        var words = ArgumentWords.Split(options.SignCommand);
        return words is { Count: > 0 }
            ? list => BundleSigner.WithCommand(list, words, cancellation)
            : throw new DeploymentException(
                DiagnosticCatalog.BundleSigningFailed(OptionTable.SignCommand.Name, "a quotation mark is not closed"));
    }

    private static DateTimeOffset? Time(string? sourceDateEpoch) =>
        long.TryParse(sourceDateEpoch, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds < 1L << 33
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : null;
}
