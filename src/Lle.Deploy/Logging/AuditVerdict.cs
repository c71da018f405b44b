using Lle.Deploy.Diagnostics;

namespace Lle.Deploy.Logging;

/// <param name="Lines">How many there are.</param>
/// <param name="LegacyLines">Of these, how many at the beginning stand before the chain.</param>
/// <param name="Head">SHA-256 of the last line: what the next line will carry. null where the log has no lines.</param>
/// <param name="FirstBrokenLine">0 where the chain is whole.</param>
/// <param name="Diagnostics">An error for a broken chain or an unknown head; warnings for lines before the chain and incomplete
/// lines.</param>
internal sealed record AuditVerdict(int Lines, int LegacyLines, string? Head, int FirstBrokenLine, IReadOnlyList<Diagnostic> Diagnostics)
{
    public bool Whole => Diagnostics.All(diagnostic => diagnostic.Severity == Severity.Warning);
}
