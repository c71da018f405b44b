using Lle.Deploy.Diagnostics;

namespace Lle.Deploy.Configuration;

/// <param name="Text">The new content.</param>
/// <param name="Document">The same, taken apart; each line knows whether it came from the installed file or the new default.</param>
/// <param name="SavedDefault">What is to be saved beside as lle.conf.new; null where there is no need.</param>
/// <param name="Edits">Local edits, kept or given up as the policy says.</param>
/// <param name="Conflicts">Keys that both sides changed; the local value is the one in <see cref="Text"/>.</param>
/// <param name="Warnings">Conflicts, edits given up, and a missing base, for people.</param>
internal sealed record MergeResult(
    string Text,
    ConfigDocument Document,
    string? SavedDefault,
    IReadOnlyList<ConfigChange> Edits,
    IReadOnlyList<ConfigChange> Conflicts,
    IReadOnlyList<Diagnostic> Warnings);

/// <summary>One key that differs from what was deployed.</summary>
/// <param name="Local">The value here; null: removed here.</param>
/// <param name="Offered">The value of the new default; null: it has none.</param>
internal sealed record ConfigChange(string Section, string Key, string? Local, string? Offered, Location Source)
{
    public string Name => Section.Length == 0 ? Key : $"[{Section}] {Key}";
}
