namespace Lle.Deploy.Probes;

/// <summary>A further program of the payload (LleProgram), which is tried and measured beside the one that LleBinaryName names.</summary>
/// <param name="Item">As the item names it, for messages.</param>
/// <param name="Path">Relative to the prefix, of an application to its folder.</param>
/// <param name="Arguments">With these it starts and ends by itself.</param>
/// <param name="ExitCode">With which it ends.</param>
/// <param name="MaxStartupMicroseconds">Its budget for the median start-up.</param>
internal sealed record PayloadProgram(
    string Item, string Path, IReadOnlyList<string> Arguments, int ExitCode, double MaxStartupMicroseconds);
