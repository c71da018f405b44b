namespace Lle.Deploy.Payload;

/// <param name="Sha256">Lower-case hexadecimal.</param>
/// <param name="Name">As listed, unescaped.</param>
/// <param name="Line">Where it is listed, from 1; 0 for one that comes from no list.</param>
internal sealed record ChecksumEntry(string Sha256, string Name, int Line = 0);
