namespace Lle.Deploy.Payload;

/// <summary>How much an update package may unpack to.</summary>
/// <param name="Entries">Files and directories.</param>
/// <param name="Bytes">Of the whole unpacked archive, its headers included.</param>
/// <param name="Ratio">Unpacked to packed; looked at once more than <paramref name="RatioFreeBytes"/> are unpacked.</param>
internal sealed record UpdateLimits(int Entries = 10_000, long Bytes = 2L << 30, int Ratio = 200, long RatioFreeBytes = 16 << 20);
