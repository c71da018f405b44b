namespace Lle.Deploy.Transactions;

/// <summary>How often a recovery was tried, as the end of the journal tells it: an entry at its start, and one with the cause where it
/// failed.</summary>
/// <param name="Died">Attempts in a row that said nothing more: the process ended in the middle.</param>
/// <param name="Failed">Attempts in a row that failed of the last cause.</param>
internal readonly record struct RecoveryAttempts(int Died, int Failed, string? Cause)
{
    public static RecoveryAttempts Of(IReadOnlyList<JournalEntry> entries)
    {
        var cause = entries.LastOrDefault(e => e.Cause is not null)?.Cause;
        var (died, failed) = (0, 0);
        foreach (var entry in entries.Where(e => e.Kind == JournalEntryKind.Attempt))
        {
            if (entry.Cause is null)
            {
                died++;
            }
            else
            {
                died = 0;
                failed = entry.Cause == cause ? failed + 1 : 0;
            }
        }

        return new RecoveryAttempts(died, failed, cause);
    }
}
