namespace Lle.Deploy.Configuration;

/// <summary>How a configuration file is read when it is merged.</summary>
internal enum ConfigFormat
{
    /// <summary>Any text, merged line by line.</summary>
    Text,

    /// <summary>Sections and key=value lines, merged key by key.</summary>
    Ini,
}

/// <summary>A further configuration file of the payload (LleConfigFile).</summary>
/// <param name="Source">Relative to the payload folder.</param>
/// <param name="TargetPath">Relative to the configuration directory.</param>
/// <param name="Mode">Permission bits.</param>
/// <param name="Validate">Program and arguments that must accept the file, where @FILE@ stands for it; empty: nothing is asked.</param>
internal sealed record ConfigFile(
    string Source, string TargetPath, ConfigFormat Format, MergePolicy Merge, uint Mode, IReadOnlyList<string> Validate);
