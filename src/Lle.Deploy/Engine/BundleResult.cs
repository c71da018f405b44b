using Lle.Deploy.Bundles;
using Lle.Deploy.Operations;
using Lle.Deploy.Sessions;

namespace Lle.Deploy;

/// <summary>A bundle that was made or verified.</summary>
public sealed class BundleResult
{
    private readonly IReadOnlyDictionary<string, string> links;

    internal BundleResult(VerifyBundle? seen)
    {
        links = seen?.Bundle.Description.Links ?? new Dictionary<string, string>();
        Succeeded = seen is not null;
        Path = seen?.Bundle.Path ?? "";
        Name = seen?.Bundle.Description.Name ?? "";
        Version = seen?.Bundle.Version ?? "";
        Sha256 = seen?.Sha256 ?? "";
        ListSha256 = seen?.Bundle.ListSha256 ?? "";
        IsVerified = seen?.Bundle.Key is not null;
        Signature = seen?.Bundle.Key is { } key ? $"verified (key {key.Name})" : seen?.IsSigned == true ? "not checked (no key was given)"
            : "none";
        Files = [.. (seen?.Files ?? []).Select(file => file.Name)];
        Options = seen?.Bundle.Description.Options ?? new Dictionary<string, string>();
        Items = [.. (seen?.Bundle.Description.Items ?? new Dictionary<string,
            IReadOnlyList<Deploy.Options.ItemValues>>()).SelectMany(type => type.Value.Select(item => $"{type.Key} {item.Include}"))];
        Commands = seen is null ? [] : [.. BundleRules.Commands(seen.Bundle.Description)];
    }

    /// <summary>It is complete, and all of it agrees. Where it is not, an error has been told.</summary>
    public bool Succeeded { get; }

    /// <summary>Where it is.</summary>
    public string Path { get; }

    /// <summary>The program's name.</summary>
    public string Name { get; }

    /// <summary>The version it deploys.</summary>
    public string Version { get; }

    /// <summary>Of the whole file, in lower-case hexadecimal digits.</summary>
    public string Sha256 { get; }

    /// <summary>Of its checksum list, which names everything in it but the signature. <c>lle status</c> says it as BundleSha256.</summary>
    public string ListSha256 { get; }

    /// <summary>It is signed with one of the keys that were given.</summary>
    public bool IsVerified { get; }

    /// <summary>Whether and by whom it is signed, in words.</summary>
    public string Signature { get; }

    /// <summary>What is in it, by relative name.</summary>
    public IReadOnlyList<string> Files { get; }

    /// <summary>The options it brings, by name.</summary>
    public IReadOnlyDictionary<string, string> Options { get; }

    /// <summary>The items it brings: type and name.</summary>
    public IReadOnlyList<string> Items { get; }

    /// <summary>What in it starts programs or gives one arguments; it needs a verified signature or a permission.</summary>
    public IReadOnlyList<string> Commands { get; }

    /// <summary>As text for people.</summary>
    public IReadOnlyList<string> Summary =>
    [
        $"{Name} {Version}: {Files.Count} files, all as their checksums say",
        $"  bundle     {Path}",
        $"  SHA-256    {Sha256}",
        $"  list       {ListSha256}",
        $"  signature  {Signature}",
        .. Files.Select(file => $"  file       {file}"),
        .. links.Select(link => $"  link       {Text.OneLine.Escape(link.Key)} -> {Text.OneLine.Escape(link.Value)}"),
        .. Options.Select(option => $"  option     {option.Key}={Text.OneLine.Escape(option.Value)}"),
        .. Items.Select(item => $"  item       {Text.OneLine.Escape(item)}"),
        .. Commands.Select(command => $"  command    {Text.OneLine.Escape(command)}"),
    ];
}
