namespace Lle.Deploy;

/// <summary>Where a deployment is.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Count">How many phases a deployment has.</param>
/// <param name="Name">As in logs and reports, for instance BACKUP_CREATION.</param>
/// <param name="Outcome">passed, degraded or failed; null: it has just begun.</param>
/// <param name="Elapsed">Since the phase began.</param>
public sealed record PhaseProgress(int Number, int Count, string Name, string? Outcome, TimeSpan Elapsed);

/// <summary>How far one piece of work has come.</summary>
/// <param name="Activity">What is done, for instance "Backing up".</param>
/// <param name="Files">Files done.</param>
/// <param name="AllFiles">Files to do; 0: not known.</param>
/// <param name="Bytes">Bytes done.</param>
/// <param name="AllBytes">Bytes to do; 0: not known.</param>
public sealed record WorkProgress(string Activity, long Files, long AllFiles, long Bytes, long AllBytes);
