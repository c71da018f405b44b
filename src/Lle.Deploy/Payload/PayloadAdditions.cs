namespace Lle.Deploy.Payload;

/// <summary>What a project says of one file of the payload (LlePayloadFile).</summary>
/// <param name="Item">As the item names it, for messages.</param>
/// <param name="Source">Relative to the payload folder.</param>
/// <param name="TargetPath">Relative to the prefix, of an application to its folder; null: where a file of the kind has its place.</param>
/// <param name="Mode">Permission and set-id bits; null: 755 or 644.</param>
/// <param name="User">null: as all files.</param>
/// <param name="Group">null: as all files.</param>
/// <param name="Capabilities">The value of the attribute security.capability; null: none.</param>
internal sealed record PayloadItem(
    string Item, string Source, string? TargetPath, uint? Mode = null, uint? User = null, uint? Group = null, byte[]? Capabilities = null);

/// <summary>A link that the payload is to have (LlePayloadLink).</summary>
/// <param name="Path">Relative, like the target path of a file.</param>
/// <param name="Target">The link's text: relative, to something in the payload.</param>
internal sealed record PayloadLink(string Path, string Target);

/// <summary>What the options say of a payload beside its kind.</summary>
/// <param name="VersionFolders">A single program gets a version folder too.</param>
internal sealed record PayloadAdditions(
    IReadOnlyList<PayloadItem> Files, IReadOnlyList<PayloadLink> Links, bool VersionFolders)
{
    public static readonly PayloadAdditions None = new([], [], false);

    /// <summary>A payload of one file becomes a version folder.</summary>
    public bool MakeVersionFolder => VersionFolders || Files.Count > 0 || Links.Count > 0;
}
