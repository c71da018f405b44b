namespace Lle.Deploy.Bundles;

/// <summary>What a bundle holds besides the payload's own files.</summary>
internal static class BundleNames
{
    public const string Description = "deployment.json";
    public const string Version = "VERSION";
    public const string Checksums = Payload.PayloadFolder.ChecksumsName;
    public const string Signature = Payload.PayloadFolder.SignatureName;

    /// <summary>In the order in which they stand in front of the payload, so that a bundle can be asked without unpacking it.</summary>
    public static readonly IReadOnlyList<string> InFront = [Description, Version, Checksums, Signature];

    public static string File(string name, string version) => $"{name}-{version}.tar.gz";
}
