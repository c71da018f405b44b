namespace Lle.Deploy.Configuration;

internal enum ConfigValueKind
{
    Text,
    Integer,

    /// <summary>true or false.</summary>
    Boolean,
}

/// <summary>What a configuration must hold.</summary>
/// <param name="Section">The section it is about.</param>
/// <param name="Key">The key in it; null: the rule asks for the section itself.</param>
/// <param name="Minimum">Of an integer; null is no limit.</param>
/// <param name="Maximum">Of an integer; null is no limit.</param>
/// <param name="Required">Absence is an error.</param>
internal sealed record ConfigRule(
    string Section, string? Key = null, ConfigValueKind Kind = ConfigValueKind.Text, long? Minimum = null, long? Maximum = null,
    bool Required = true);
