using Lle.Deploy.Diagnostics;

namespace Lle.Deploy.Payload;

/// <summary>What is known of a payload before anything of it is executed.</summary>
/// <param name="Integrity">"checked", "not checked" or "mismatch".</param>
/// <param name="Authenticity">"checked (key NAME)" or "not checked".</param>
/// <param name="Entries">The files that were checked, as listed; empty without a list.</param>
internal sealed record PayloadVerdict(
    string Integrity, string Authenticity, IReadOnlyList<ChecksumEntry> Entries, IReadOnlyList<Diagnostic> Warnings);
