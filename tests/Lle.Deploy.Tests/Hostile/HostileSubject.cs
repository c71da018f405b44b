using Lle.Deploy.Diagnostics;

namespace Lle.Deploy.Tests.Hostile;

/// <summary>Something that reads bytes which others may have written.</summary>
/// <param name="Name">Shown by the test.</param>
/// <param name="Seeds">Good inputs that the mutations start from.</param>
/// <param name="Words">Pieces that mean something in this format, to be strewn in.</param>
/// <param name="Read">Reads an input: it may return, or refuse with a DeploymentException; anything else is a defect.</param>
/// <param name="AllocationLimit">How many bytes one reading may allocate, beyond 64 for each byte of the input.</param>
/// <param name="WritesFiles">Each reading costs a hundred times as much as one in memory: the full run makes a tenth of them.</param>
internal sealed record HostileSubject(
    string Name, Func<IReadOnlyList<byte[]>> Seeds, IReadOnlyList<string> Words, Action<byte[]> Read, long AllocationLimit = 4 << 20,
    bool WritesFiles = false);
