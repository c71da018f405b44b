using Lle.Deploy.Diagnostics;

namespace Lle.Deploy.Configuration;

/// <summary>One line of a configuration, as it is written and where it came from.</summary>
/// <param name="Raw">The whole line without its end.</param>
/// <param name="Source">File, line, and the column where what the line says begins.</param>
internal abstract record ConfigLine(string Raw, Location Source);

/// <summary>Empty, or a comment.</summary>
internal sealed record ConfigRemark(string Raw, Location Source) : ConfigLine(Raw, Source);

internal sealed record ConfigHeader(string Raw, Location Source, string Section) : ConfigLine(Raw, Source);

/// <param name="ValueColumn">Where the value begins, from 1.</param>
internal sealed record ConfigEntry(string Raw, Location Source, string Section, string Key, string Value, int ValueColumn) : ConfigLine(
    Raw, Source)
{
    /// <summary>Names it for people: [section] key.</summary>
    public string Name => $"[{Section}] {Key}";
}
