namespace Lle.Deploy.Payload;

/// <summary>How much an update package may unpack to.</summary>
/// <param name="Entries">Files and directories; by default as many as a payload may have, and the bundle's own.</param>
/// <param name="Bytes">Of the whole unpacked archive, its headers included.</param>
/// <param name="Ratio">Unpacked to packed; looked at once more than <paramref name="RatioFreeBytes"/> are unpacked.</param>
internal sealed record UpdateLimits(
    int Entries = PayloadTree.MaximumEntries + 100, long Bytes = 2L << 30, int Ratio = 200, long RatioFreeBytes = 16 << 20);
